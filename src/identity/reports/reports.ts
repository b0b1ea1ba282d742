import { type PersonId, type SessionId, newId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import { isStale } from '../methods/passkey/own-methods.ts';
import type { SessionSummary, SignInSession } from '../records.ts';
import { hashSecret, newSecret } from '../secret.ts';
import type { ReportRecords, ReportRefusal } from './report-records.ts';

/** What a report came to. */
export interface Reported extends ReportDone {
  /** What the sign-in cookie holds from now on. */
  readonly secret: string;
  readonly session: SessionId;
}

/** "This was not me": what people see of sign-ins in their name, and what they can do about one. */
export interface Reports {
  /** Sign-ins from places that somebody was not shown yet. */
  unseen(of: { readonly person: PersonId; readonly present: SessionId }): Promise<readonly SessionSummary[]>;
  /** Notes that a sign-in was their own. */
  known(of: {
    readonly person: PersonId;
    readonly present: SessionId;
    readonly known: SessionId;
  }): Promise<void>;
  /** What a report would be about: a session, a passkey or a provider of theirs. */
  subject(session: SignInSession, about: string): Promise<ReportSubject | undefined>;
  /**
   * Ends every session of the person, the one that reports too, and opens another in its place: a copy of any of
   * their cookies, this browser's among them, is worth nothing afterwards. The password opens nothing until it is
   * changed if it may be known to somebody. Needs a sign-in of the last minutes, so that neither a stolen cookie nor
   * a page of somebody else's can lock a person out.
   */
  report(report: {
    readonly session: SignInSession;
    readonly about: string;
    readonly address: string;
  }): Promise<Result<Reported, ReportRefusal | 'stale'>>;
}

export function createReports(deps: {
  readonly records: ReportRecords;
  /** Hands on what a session rests on at a provider. */
  readonly carry?: (from: SessionId, to: SessionId) => Promise<void>;
}): Reports {
  const { records } = deps;
  return {
    unseen: (of) => records.unseen(of),
    known: (of) => records.markSeen(of),
    subject: ({ id, person }, about) => records.subject({ person, present: id, about }),
    async report({ session, about, address }) {
      if (isStale(session)) return refused('stale');
      const secret = newSecret();
      const next = { id: newId('session'), secretHash: hashSecret(secret) };
      const person = { id: session.person, name: session.name };
      const done = await records.report({ person, present: session.id, about, address, next });
      if (!done.ok) return done;
      await deps.carry?.(session.id, next.id);
      return ok({ ...done.value, secret, session: next.id });
    },
  };
}
