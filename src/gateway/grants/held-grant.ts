import { type Clock, elapsedBetween, elapsedSince, instant, type Instant } from '#base/clock.ts';
import { LinkedList } from '#base/linked-list.ts';
import type { ReasonCode } from '#contracts/reasons.ts';
import type { AppConfig } from '#contracts/protocol/app-config.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import { everything, policiesOf, type Subject, tokenSubject } from '#contracts/subjects.ts';
import type { Footing, Standing } from '../live/standing.ts';
import type { AccessKey } from './access-key.ts';
import type { Cut } from './face.ts';
import type { Lease } from './lease.ts';

/** Milliseconds after which an unanswered suspicion holds what lives, and for which a pause may last. */
export const holdLimits = { suspectMs: 1_000, pauseMs: 60_000 } as const;

/** A change may have taken this away; nobody has said yet. */
export interface Suspicion {
  readonly since: Instant;
  /** Only an answer from this change on settles it. */
  readonly change: number;
  /**
   * How fresh knowledge was when it arose. The lease of a suspect does not go on: what it was allowed on is
   * superseded, and no later pong says otherwise.
   */
  readonly known: Instant | undefined;
}

/** What one answer of control says about a grant. */
export interface Terms {
  readonly subjects: Iterable<Subject>;
  readonly asOf: number;
  /** When it was asked for; `ttlMs` counts from there. */
  readonly asked: Instant;
  readonly ttlMs: number;
}

export interface HeldGrantOptions extends Terms {
  readonly clock: Clock;
  readonly lease: Lease;
  readonly id: string;
  readonly key: AccessKey;
  readonly input: AccessInput;
  readonly app: AppConfig;
  readonly session: string;
  readonly person: string;
  readonly name: string;
  readonly identityHeaders: string;
  /** Which share of its time passes before it is renewed, so that equal ones do not ask in one instant. */
  readonly renewShare: number;
  /** Ends the grant when its own clocks say so. */
  readonly overdue: (grant: HeldGrant, cause: Cut) => void;
}

/** A decision in force at this gateway, with everything that lives on it. */
export class HeldGrant implements Footing {
  readonly lives = new LinkedList<Standing>();
  readonly id: string;
  readonly key: AccessKey;
  readonly input: AccessInput;
  readonly session: string;
  readonly person: string;
  readonly name: string;
  identityHeaders: string;
  app: AppConfig;
  subjects: ReadonlySet<Subject> = new Set();
  asOf = 0;
  asked: Instant;
  ttlMs = 0;
  suspicion: Suspicion | undefined;
  pausedAt: Instant | undefined;
  /** Its key is no longer what policies ask for: what lives moves elsewhere, nothing new stands on it. */
  lapsed = false;
  /** Why it is over. */
  end: Cut | undefined;
  /** The grant that took its place. */
  successor: HeldGrant | undefined;
  /** Monotonic milliseconds of the last use, and of the last renewal asked for. */
  usedAt: number;
  renewalAt: number | undefined;
  /** Time alone ends it where it ends now: asking before then is useless. */
  endsHere = false;
  readonly renewShare: number;
  readonly #clock: Clock;
  readonly #lease: Lease;
  readonly #overdue: (grant: HeldGrant, cause: Cut) => void;

  constructor(options: HeldGrantOptions) {
    this.id = options.id;
    this.key = options.key;
    this.input = options.input;
    this.app = options.app;
    this.session = options.session;
    this.person = options.person;
    this.name = options.name;
    this.identityHeaders = options.identityHeaders;
    this.asked = options.asked;
    this.#clock = options.clock;
    this.#lease = options.lease;
    this.#overdue = options.overdue;
    this.renewShare = options.renewShare;
    this.usedAt = options.clock.monotonic();
    this.extend(options);
  }

  get unsettled(): boolean {
    return this.suspicion !== undefined;
  }

  /** Puts new terms in force: those of the first answer, of a renewal or of a recheck. */
  extend(terms: Terms): void {
    const endBefore = this.asked.monotonic + this.ttlMs;
    const renewed = this.ttlMs > 0;
    this.asked = terms.asked;
    this.ttlMs = Math.max(0, terms.ttlMs);
    this.endsHere = renewed && this.asked.monotonic + this.ttlMs < endBefore + 1_000;
    this.asOf = Math.max(this.asOf, terms.asOf);
    const { session, person } = this;
    this.subjects = subjectsOf({ token: this.key.token, app: this.app.id, session, person }, terms.subjects);
    this.suspicion = undefined;
    this.pausedAt = undefined;
    this.renewalAt = undefined;
  }

  state(): 'go' | 'hold' | Cut {
    if (this.end !== undefined) return this.end;
    const known = this.suspicion === undefined ? this.#lease.known() : this.suspicion.known;
    // Read once: this is asked for every chunk.
    const now = instant(this.#clock);
    if (known === undefined || elapsedBetween(known, now) >= this.app.graceMs) return stale;
    if (this.pausedAt !== undefined) {
      return elapsedBetween(this.pausedAt, now) < holdLimits.pauseMs ? 'hold' : unmet;
    }
    const { suspicion } = this;
    if (suspicion !== undefined && elapsedBetween(suspicion.since, now) >= holdLimits.suspectMs)
      return 'hold';
    const age = elapsedBetween(this.asked, now);
    if (age < this.ttlMs) return 'go';
    // INVARIANT: no byte after its time. It is held while control is asked, so that nobody is cut only
    // because an answer takes a moment, and cut when none comes within the grace.
    return age < this.ttlMs + this.app.graceMs ? 'hold' : timePassed;
  }

  /** Milliseconds since it was asked for. */
  age(): number {
    return elapsedSince(this.#clock, this.asked);
  }

  overdue(cause: Cut): void {
    this.#overdue(this, cause);
  }

  /** Lets everything that lives on it see what it says now. */
  review(): void {
    for (const standing of this.lives) standing.review();
  }

  /** Doubts it from `change` on. The first doubt's time and freshness stay. */
  doubt(change: number, now: Instant): void {
    const { suspicion } = this;
    this.suspicion =
      suspicion === undefined
        ? { since: now, change, known: this.#lease.known() }
        : { ...suspicion, change: Math.max(suspicion.change, change) };
  }
}

/** What names the parties of a grant. */
export interface Parties {
  readonly token: string;
  readonly app: string;
  readonly session: string;
  readonly person: string;
}

/**
 * Adds what a grant rests on by its nature to what control names: a list that was forgotten over there must not
 * leave a grant that nothing revokes. A public pass has no session and rests on its app alone.
 */
export function subjectsOf(parties: Parties, named: Iterable<Subject>): ReadonlySet<Subject> {
  const subjects = new Set(named).add(everything).add(parties.app);
  if (parties.session === '') return subjects;
  return subjects
    .add(policiesOf(parties.app))
    .add(tokenSubject(parties.token))
    .add(parties.session)
    .add(parties.person);
}

/** A cut for a reason, without advice. */
export function cutFor(reason: ReasonCode): Cut {
  return { reason, advice: [], challenge: reason === 'stronger-sign-in-needed' };
}

const stale = cutFor('knowledge-stale');
const timePassed = cutFor('time-passed');
const unmet = cutFor('stronger-sign-in-needed');
