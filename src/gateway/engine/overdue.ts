import type { AppConfig } from '#contracts/protocol/app-config.ts';

/** How long deciding may take in all, milliseconds; the grants' side settles earlier by itself. */
const decidingMs = 10_000;

/** What is known of an exchange when its time is checked. */
export interface Waiting {
  readonly phase: 'deciding' | 'connecting' | 'waiting' | 'responding' | 'draining' | 'tunnel' | 'over';
  /** Milliseconds since the last byte in either direction; of a tunnel, since anything was said. */
  readonly silence: number;
  readonly timeouts: AppConfig['timeouts'] | undefined;
  /** Whether the whole request was sent, so that the upstream alone is waited for. */
  readonly bodySent: boolean;
  /** Whether silence is a part of the protocol. */
  readonly mayBeSilent: boolean;
}

/**
 * Tells which fault it is when an exchange has been silent for too long; `idle-too-long` is none: what may be
 * silent has been so for as long as its app bears it. Undefined while there is time.
 */
export function overdue(
  waiting: Waiting,
): 'control-unreachable' | 'upstream-slow' | 'idle-too-long' | undefined {
  const { phase, silence, timeouts } = waiting;
  if (phase === 'deciding') return silence > decidingMs ? 'control-unreachable' : undefined;
  if (timeouts === undefined || phase === 'over' || phase === 'connecting') return undefined;
  const { responseMs, idleMs, streamIdleMs } = timeouts;
  if (phase !== 'waiting' && waiting.mayBeSilent)
    return streamIdleMs > 0 && silence > streamIdleMs ? 'idle-too-long' : undefined;
  const limit = phase === 'waiting' && waiting.bodySent ? responseMs : idleMs;
  return silence > limit ? 'upstream-slow' : undefined;
}
