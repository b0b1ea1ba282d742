import type { AppConfig } from '#contracts/protocol/app-config.ts';
import type { Grant } from '../grants/face.ts';
import type { Answer } from './answer.ts';
import type { ConnectionMemory } from './connection-memory.ts';
import type { RequestHead } from './head/request-head.ts';
import type { UpstreamPool } from './upstream/upstream-pool.ts';

/** A request as the pipeline sees it. */
export interface Asked {
  readonly head: RequestHead;
  /** The client's address. */
  readonly address: string;
  /** The name in the TLS handshake. */
  readonly serverName: string | undefined;
  readonly memory: ConnectionMemory;
}

/** What a request turned out to be about, for its record. */
export interface About {
  readonly app?: AppConfig | undefined;
  readonly grant?: Grant | undefined;
  /** Who was refused, where control knew them: there is no grant then. */
  readonly refused?: Refused | undefined;
}

/** Somebody who is signed in and was not let in. */
export type Refused = Partial<Pick<Grant, 'person' | 'session'>>;

/** Forward it: on this grant, with this head, over this pool. */
export interface ForwardVerdict extends About {
  readonly kind: 'forward';
  readonly app: AppConfig;
  readonly grant: Grant;
  /** The head for the upstream, without the lines that ask for an upgrade. */
  readonly text: string;
  readonly pool: UpstreamPool;
  /** Prefix, lower case, of reserved cookies that the app may set. */
  readonly ownCookies: string | undefined;
  /** Names whose activity this is; undefined where nobody is signed in. */
  readonly tokenHash: string | undefined;
  /** Whether the client signs its connection in by itself (NTLM, Negotiate). */
  readonly connectionAuth: boolean;
}

/** Answer it ourselves. */
export interface AnswerVerdict extends About {
  readonly kind: 'answer';
  readonly answer: Answer;
}

export type Verdict = ForwardVerdict | AnswerVerdict;
