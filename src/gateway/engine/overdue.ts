import type { AppConfig } from '#contracts/protocol/app-config.ts';

/** How long deciding may take in all, milliseconds; the grants' side settles earlier by itself. */
const decidingMs = 10_000;

/** What is known of an exchange when its time is checked. */
export interface Waiting {
  readonly phase: 'deciding' | 'connecting' | 'waiting' | 'responding' | 'draining' | 'over';
  /** Milliseconds since the last byte in either direction. */
  readonly silence: number;
  readonly timeouts: AppConfig['timeouts'] | undefined;
  /** Whether the whole request was sent, so that the upstream alone is waited for. */
  readonly bodySent: boolean;
  /** Whether silence is a part of the protocol. */
  readonly mayBeSilent: boolean;
}

/** Tells which fault it is when an exchange has been silent for too long; undefined while it has not. */
export function overdue(waiting: Waiting): 'control-unreachable' | 'upstream-slow' | undefined {
  const { phase, silence, timeouts } = waiting;
  if (phase === 'deciding') return silence > decidingMs ? 'control-unreachable' : undefined;
  if (timeouts === undefined || phase === 'over' || phase === 'connecting') return undefined;
  if (phase === 'responding' || phase === 'draining') {
    return !waiting.mayBeSilent && silence > timeouts.idleMs ? 'upstream-slow' : undefined;
  }
  return silence > (waiting.bodySent ? timeouts.responseMs : timeouts.idleMs) ? 'upstream-slow' : undefined;
}
