import type { Cut } from '../grants/face.ts';
import type { RequestHead } from '../engine/head/request-head.ts';

/** One way of talking that the gateway carries: how it is recognised, and what it calls itself. */
export interface Protocol {
  /** As in access records and lists of live connections. */
  readonly name: string;
  /** Whether a request is of this protocol; the first in the list that claims it has it. */
  claims(head: RequestHead): boolean;
  /** Whether silence is a part of it, so that the idle limit of requests does not apply. */
  readonly mayBeSilent: boolean;
  /** Makes what follows the bytes after the upgrade; undefined where there is none. */
  readonly tunnel: (() => Tunnel) | undefined;
}

/** Follows both directions after an upgrade, to know whether a last word can be said. */
export interface Tunnel {
  fromUpstream(bytes: Uint8Array, stop: number): void;
  fromClient(bytes: Uint8Array): void;
  /** Counts what a person did; grows with every message of theirs. */
  readonly deeds: number;
  /** The protocol's own word for "this is over", if it can be said at this point of the stream. */
  lastWord(cut: Cut): Buffer | undefined;
}
