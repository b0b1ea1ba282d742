import type { Clock } from '#base/clock.ts';
import type { GrantScope } from '#contracts/protocol/from-control.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import type { CutReport } from '../live/cut-report.ts';
import type { LiveRegistry } from '../live/registry.ts';
import type { AskQueue } from './ask-queue.ts';
import type { EndedTokens } from './ended-tokens.ts';
import type { GrantBook } from './grant-book.ts';
import type { Invalidations } from './invalidations.ts';
import type { Lease } from './lease.ts';
import type { RefusalMemory } from './refusal-memory.ts';
import type { ServedApps } from './served-apps.ts';
import type { WaitingRoom } from './waiting-room.ts';

/** What this gateway knows of the stream and of the history that it tells. */
export interface StreamState {
  /** Counts streams; what was asked on an older one has no answer. */
  number: number;
  standing: boolean;
  /** The history that ids of changes belong to; undefined before the first welcome. */
  epoch: string | undefined;
  /** The newest change that any stream of this epoch has shown. */
  applied: number;
  /** When the message that is being acted on was read, monotonic milliseconds. */
  heardAt: number;
}

/** What decided that a grant is over: the change itself, or the decision that it asked for. */
export type CutBy = 'revoke' | 'recheck';

/** What all parts of the grants work on. One per gateway process. */
export interface Ground {
  readonly clock: Clock;
  readonly random: () => number;
  readonly send: (message: FromGateway) => boolean;
  /** The next number for a message that wants an answer. */
  readonly nextId: () => number;
  readonly stream: StreamState;
  readonly lease: Lease;
  readonly apps: ServedApps;
  readonly book: GrantBook;
  readonly refusals: RefusalMemory;
  readonly invalidations: Invalidations;
  readonly ended: EndedTokens;
  readonly queue: AskQueue;
  readonly room: WaitingRoom;
  readonly lives: LiveRegistry;
  readonly cuts: CutReport;
  /** Everything that lived on a grant was told to end, so many milliseconds after its cause was heard of. */
  readonly cutTook: (by: CutBy, ms: number) => void;
  /** As much of a request as the answers for an app and route last depended on. */
  readonly scopeHints: Map<string, GrantScope>;
}
