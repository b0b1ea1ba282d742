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
  /** Grows with whatever either side says; what only shows that somebody is there says nothing. */
  readonly said: number;
  /** The protocol's own word for "this is over", if it can be said at this point of the stream. */
  lastWord(cut: Cut): Buffer | undefined;
  /** The words for "closed because nothing was said for too long", to each side that can be told. */
  goodbye(): { readonly client: Buffer | undefined; readonly upstream: Buffer | undefined };
  /** From here on nothing may pass: makes what takes the bytes of one side until the release. */
  hold(side: Side, reply: Reply): HeldSide;
}

/** Whose bytes. */
export type Side = 'client' | 'upstream';

/** Sends an answer of ours back to the side that asked; false when it cannot take one now. */
export type Reply = (bytes: Buffer) => boolean;

/** One side of a tunnel while nothing may pass. Carries nothing over: what it takes is kept, or answered by us. */
export interface HeldSide {
  /** Takes bytes; they stay the caller's, what is kept is copied. */
  take(bytes: Buffer): void;
  /** True when so much is kept that no more should be read. */
  readonly full: boolean;
  /** All that was kept, in order: what the other side is to get once it may. */
  kept(): Buffer;
}
