import type { ClientLimits } from '../engine/client-limits.ts';

/** Bounds of a listener. Times in milliseconds, sizes in bytes. */
export interface ListenerLimits extends ClientLimits {
  readonly handshakeMs: number;
  /** Connections of one address on which nobody has been recognised yet; who is served public pages alone is not. */
  readonly unknownPerAddress: number;
  readonly connections: number;
  /** Connections to the upstream of one app. */
  readonly upstreamsPerApp: number;
  /** How many of them one person or service account may use at once. */
  readonly upstreamsPerPerson: number;
  /**
   * Connections to control for pages that anybody may ask for, and how many of them one address may use at once:
   * control decides and renews for everybody else on the same processor that answers a flood of sign-ins.
   */
  readonly strangersAtControl: number;
  readonly strangersPerAddress: number;
  /**
   * Connections to control beside those, for strangers' requests whose body cannot be waited for here: whoever sends
   * slowly takes these, and nobody's sign-in.
   */
  readonly streamsAtControl: number;
  readonly streamsPerAddress: number;
  /** Bytes of strangers' bodies that are waited for before they are passed on to control. */
  readonly bodiesOfStrangers: number;
  readonly bodiesPerAddress: number;
  /** What people nobody knows may cost in one turn of the event loop, in tenths of a millisecond, roughly. */
  readonly strangersPerTurn: number;
  /** How many TLS handshakes begin in one turn of the event loop. */
  readonly handshakesPerTurn: number;
  /** How long an idle connection to an upstream is kept. */
  readonly upstreamIdleMs: number;
  /** How exactly time limits are kept. */
  readonly tickMs: number;
}

/** Limits that suit a gateway in the open. All hold before anything is known about a sender. */
export const defaultLimits: ListenerLimits = {
  handshakeMs: 10_000,
  headMs: 15_000,
  idleMs: 75_000,
  headBytes: 32 * 1024,
  aheadBytes: 16 * 1024,
  lingerMs: 2_000,
  unknownPerAddress: 512,
  connections: 20_000,
  upstreamsPerApp: 4_096,
  upstreamsPerPerson: 256,
  strangersAtControl: 64,
  strangersPerAddress: 24,
  streamsAtControl: 16,
  streamsPerAddress: 4,
  bodiesOfStrangers: 16 * 1024 * 1024,
  bodiesPerAddress: 1024 * 1024,
  strangersPerTurn: 24,
  handshakesPerTurn: 4,
  upstreamIdleMs: 4_000,
  tickMs: 500,
};
