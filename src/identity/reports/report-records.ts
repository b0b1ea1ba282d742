import type { PersonId, SessionId } from '#base/ids.ts';
import type { Result } from '#base/result.ts';
import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import type { SessionSummary } from '../records.ts';

/** Why a report was not made. `over`: the session that reports has ended; `last`: nothing else would let them in. */
export type ReportRefusal = 'over' | 'gone' | 'last';

/** What reports need kept. */
export interface ReportRecords {
  /** Sign-ins that their person was not shown yet, as read in one of their sessions. */
  unseen(of: { readonly person: PersonId; readonly present: SessionId }): Promise<readonly SessionSummary[]>;
  /** Notes that somebody knows where one of their sign-ins came from. */
  markSeen(of: {
    readonly person: PersonId;
    readonly present: SessionId;
    readonly known: SessionId;
  }): Promise<void>;
  /** What a report would be about; undefined where it is nothing of theirs, or the session that reports. */
  subject(of: {
    readonly person: PersonId;
    readonly present: SessionId;
    readonly about: string;
  }): Promise<ReportSubject | undefined>;
  /** Does what a report does, in one transaction with its record. Of two at once from one session, one comes through. */
  report(report: {
    readonly person: { readonly id: PersonId; readonly name: string };
    readonly present: SessionId;
    readonly about: string;
    readonly address: string;
    /** The session that takes the place of the one that reports. */
    readonly next: { readonly id: SessionId; readonly secretHash: string };
  }): Promise<Result<ReportDone, ReportRefusal>>;
  /**
   * Puts a new password in place of the one that a person has, and ends their other sessions with it if asked to;
   * undefined where the password changed meanwhile or the session is over.
   */
  changePassword(change: {
    readonly person: { readonly id: PersonId; readonly name: string };
    readonly session: SessionId;
    /** `passwordMark` of the one that it replaces. */
    readonly before: string;
    readonly hash: string;
    readonly address: string;
    readonly others: 'end' | 'keep';
  }): Promise<{ readonly ended: number } | undefined>;
}
