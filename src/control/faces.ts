import type { PersonId, ServiceAccountId, ServiceKeyId, SessionId } from '#base/ids.ts';
import type {
  AdministrativeAction,
  Decision,
  DecisionInput,
  ManagedFacts,
  Strength,
} from '#contracts/access.ts';
import type { Change } from '#contracts/changes.ts';
import type { Actor } from '#contracts/events.ts';
import type { Explanation } from '#contracts/explanation.ts';
import type { PolicyProblem, PolicySnapshot, StoredPolicy } from '#contracts/policies.ts';
import type { GroupsAbove } from '#decision/index.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import type { Circumstances, NeverProof } from '#policy/index.ts';
import type { Repositories } from '#store/index.ts';

/**
 * Decides, wherever the evaluation runs (a worker thread in production). Answers come in the order of the
 * inputs. A publication being prepared delays answers, never the caller's loop.
 */
export interface Decider {
  /** The revision that answers are given by. */
  revision(): number;
  /** Puts a snapshot in force; resolves when the next `decide` is answered by it. */
  load(snapshot: PolicySnapshot): Promise<void>;
  decide(inputs: readonly DecisionInput[]): Promise<readonly Decision[]>;
  /**
   * Tells which inputs the policies in force cannot tell apart, so that one of them may be decided for all;
   * undefined where that is not known. It is good for decisions that bear its revision and were made while it was
   * the one in force, for others not.
   */
  sharing(): Sharing | undefined;
  /** Decides under another snapshot than the one in force, which it leaves alone: what-if, and tests on write. */
  preview(draft: {
    readonly snapshot: PolicySnapshot;
    readonly inputs: readonly DecisionInput[];
  }): Promise<readonly Decision[]>;
  /**
   * Decides one input and says why, under the policies in force or under others: for people who read, never on the
   * way of a request.
   */
  explain(request: ExplainRequest): Promise<Explanation>;
  /** Proves under another snapshot than the one in force that requests are refused whatever is not given of them. */
  prove(draft: {
    readonly snapshot: PolicySnapshot;
    readonly cases: readonly Circumstances[];
  }): Promise<readonly NeverProof[]>;
  /** Checks texts against the schema and the rules for writing, without loading them. */
  check(policies: readonly StoredPolicy[]): Promise<readonly PolicyProblem[]>;
  close(): Promise<void>;
}

/** What is to be explained. */
export interface ExplainRequest {
  readonly input: DecisionInput;
  /** Absent: the policies in force. */
  readonly snapshot?: PolicySnapshot;
  /** Groups that somebody might join, each with all that it is in. */
  readonly above: GroupsAbove;
}

/** Writes inputs as the policies of one revision see them: equal texts mean equal decisions. */
export interface Sharing {
  readonly revision: number;
  /** Undefined: each such input is to be taken for one of a kind. */
  readonly textOf: (input: DecisionInput, moments?: 'one-moment') => string | undefined;
}

/** Why no input could be made for a request. */
export type Missing =
  | 'unknown-token'
  | 'session-ended'
  | 'session-expired'
  | 'person-disabled'
  | 'key-revoked'
  | 'key-expired'
  | 'account-disabled'
  | 'app-disabled';

/** What must be known to decide, with all that the answer will rest on. */
export interface Known {
  readonly input: DecisionInput;
  /** The session, or the key of a service account. */
  readonly session: SessionId | ServiceKeyId;
  /** The person, or the service account. */
  readonly person: PersonId | ServiceAccountId;
  readonly subjects: readonly string[];
  /** When the session or the key itself ends by its limits, milliseconds since the Unix epoch. */
  readonly sessionEndsAt: number;
  /** What a grant for this app needs to know beside policy. */
  readonly app: { readonly host: string; readonly graceMs: number };
}

/**
 * What control knows, read through a cache that the feed of changes keeps true: an entry read before a change
 * of its subject was applied is never kept after it.
 */
export interface Knowledge {
  /** The last change applied. */
  applied(): number;
  epoch(): string;
  /** Reads all inputs of these accesses, with as few queries as there are kinds of things to read. */
  know(accesses: readonly AccessInput[]): Promise<readonly (Known | Missing)[]>;
  /** Forgets what a change touches; called by the loop that also answers pings. */
  apply(change: Change): void;
}

/** Who calls a service, however they came: over the console, an API token, or the machine's own socket. */
export interface Caller {
  readonly actor: Actor;
  readonly person?: PersonId;
  readonly session?: SessionId;
  readonly strength?: Strength;
  /** What an API token is confined to; absent: no bound beyond policy. */
  readonly scopes?: readonly AdministrativeAction[];
  readonly address?: string;
}

/** What a caller wants to do, and to what. */
export interface AdministrativeQuestion {
  readonly action: AdministrativeAction;
  readonly resource: ManagedFacts;
}

/** Asks our own engine whether a caller may administer something. The local socket is always an owner. */
export type Authorize = (
  request: AdministrativeQuestion & {
    readonly caller: Caller;
    /** What the caller is, as a transaction sees it; absent: as it is committed. */
    readonly within?: Pick<Repositories, 'people' | 'groups' | 'settings'> | undefined;
  },
) => Promise<Decision>;

/** The same for many questions of one caller; the answers stand in their order. */
export type AuthorizeEach = (
  caller: Caller,
  questions: readonly AdministrativeQuestion[],
) => Promise<readonly Decision[]>;
