import { elapsedSince, type Instant, instant } from '#base/clock.ts';
import type { Rechecked } from '#contracts/protocol/from-control.ts';
import type { Answers } from './answers.ts';
import type { Endings } from './endings.ts';
import type { Ground } from './ground.ts';
import { type HeldGrant, subjectsOf } from './held-grant.ts';
import type { Moving } from './moving.ts';

export const suspectBounds = {
  /** Grants in one message. */
  perMessage: 2_000,
  /** A round of questions is given up, and asked anew, after so long. */
  roundMs: 10_000,
  /** What got no verdict is asked again not before. */
  againMs: 500,
  /** What nothing lives on, and nobody used for so long, is dropped instead of asked about. */
  idleMs: 60_000,
} as const;

type Verdict = Rechecked['verdicts'][number];
type Kept = Extract<Verdict, { verdict: 'kept' }>;

/** Grants that a change may have taken away: all are asked about in one message, and settled as answers come. */
export interface Suspects {
  doubt(grants: Iterable<HeldGrant>, change: number): void;
  rechecked(message: Rechecked): void;
  /** Control could not answer a round now; false when the number belongs to something else. */
  unanswered(id: number): boolean;
  /** Asks again about those whom no answer can reach any more. To be called now and then. */
  proceed(): void;
  /** A new stream: what was asked on the last one has no answer. `proceed` asks again. */
  reopened(): void;
  size(): number;
}

interface Round {
  readonly asked: Instant;
  readonly change: number;
  readonly grants: Set<HeldGrant>;
}

export interface SuspectsOptions {
  readonly ground: Ground;
  readonly endings: Endings;
  readonly answers: Answers;
  readonly moving: Moving;
}

/** Makes it, with nobody under suspicion. */
export function createSuspects({ ground, endings, answers, moving }: SuspectsOptions): Suspects {
  const { clock, book, invalidations, room, nextId, send } = ground;
  const suspects = new Set<HeldGrant>();
  const asking = new Map<HeldGrant, number>();
  const rounds = new Map<number, Round>();
  let askedAgainAt = Number.NEGATIVE_INFINITY;

  function isOpen(grant: HeldGrant): boolean {
    return grant.suspicion !== undefined && grant.end === undefined && grant.successor === undefined;
  }

  function ask(grants: readonly HeldGrant[], change: number): void {
    for (let from = 0; from < grants.length; from += suspectBounds.perMessage) {
      const part = grants.slice(from, from + suspectBounds.perMessage);
      const id = nextId();
      const asked = instant(clock);
      const rows = part.map(({ id: grant, input }) => ({ grant, input }));
      if (!send({ kind: 'recheck', id, change, grants: rows })) return;
      rounds.set(id, { asked, change, grants: new Set(part) });
      for (const grant of part) asking.set(grant, id);
    }
  }

  function settled(grant: HeldGrant): void {
    suspects.delete(grant);
    grant.review();
    room.retry(grant.key.token);
  }

  function keep(grant: HeldGrant, verdict: Kept, round: Round, asOf: number): boolean {
    if (!isOpen(grant) || grant.lapsed) return true;
    const { session, person, key, app } = grant;
    const subjects = subjectsOf({ token: key.token, app: app.id, session, person }, verdict.subjects);
    // A change that this verdict does not know yet: it proves nothing against the newer doubt.
    if (asOf < (grant.suspicion?.change ?? 0) || invalidations.crossed(subjects, asOf)) return false;
    const before = grant.subjects;
    grant.extend({ subjects: verdict.subjects, asOf, asked: round.asked, ttlMs: verdict.ttlMs });
    book.reindex(grant, before);
    settled(grant);
    return true;
  }

  function judge(grant: HeldGrant, verdict: Verdict, round: Round, asOf: number): boolean {
    if (verdict.verdict === 'kept') return keep(grant, verdict, round, asOf);
    if (asOf < grant.asOf) return false;
    if (verdict.verdict === 'lapsed') moving.lapse(grant);
    else answers.refuse(grant, verdict, round.change);
    settled(grant);
    return true;
  }

  function close(id: number, round: Round): void {
    rounds.delete(id);
    for (const grant of round.grants) if (asking.get(grant) === id) asking.delete(grant);
  }

  return {
    doubt(grants, change) {
      const now = instant(clock);
      const toAsk: HeldGrant[] = [];
      for (const grant of grants) {
        if (grant.session === '') continue; // public passes rest on no decision
        if (grant.lives.size === 0 && now.monotonic - grant.usedAt >= suspectBounds.idleMs) {
          endings.drop(grant);
          continue;
        }
        // What is paused waits for another answer already; it is asked for anew at once.
        grant.renewalAt = undefined;
        if (grant.pausedAt !== undefined) continue;
        grant.doubt(change, now);
        if (grant.lapsed) continue;
        suspects.add(grant);
        if (!asking.has(grant)) toAsk.push(grant);
      }
      ask(toAsk, change);
    },
    rechecked({ id, asOf, verdicts, done }) {
      const round = rounds.get(id);
      if (round === undefined) return;
      const again: HeldGrant[] = [];
      for (const verdict of verdicts) {
        const grant = book.byId(verdict.grant);
        if (grant === undefined || !round.grants.delete(grant)) continue;
        asking.delete(grant);
        if (!judge(grant, verdict, round, asOf) && isOpen(grant)) again.push(grant);
      }
      ask(again, Math.max(round.change, ground.stream.applied));
      if (done) close(id, round);
    },
    unanswered(id) {
      const round = rounds.get(id);
      if (round !== undefined) close(id, round);
      return round !== undefined;
    },
    proceed() {
      for (const [id, round] of rounds) {
        if (elapsedSince(clock, round.asked) < suspectBounds.roundMs) break;
        close(id, round);
      }
      for (const grant of suspects) if (!isOpen(grant)) suspects.delete(grant);
      if (clock.monotonic() - askedAgainAt < suspectBounds.againMs) return;
      const left = [...suspects].filter((grant) => !asking.has(grant) && !grant.lapsed);
      if (left.length === 0) return;
      askedAgainAt = clock.monotonic();
      ask(left, ground.stream.applied);
    },
    reopened() {
      rounds.clear();
      asking.clear();
      askedAgainAt = Number.NEGATIVE_INFINITY;
    },
    size: () => suspects.size,
  };
}
