import { type Clock, elapsedSince, type Instant, instant, type Timer } from '#base/clock.ts';
import { linkLimits } from './limits.ts';

export interface HeartbeatOptions {
  readonly clock: Clock;
  /** Sends the ping with this number. */
  readonly ping: (n: number) => void;
  /** A ping has waited for its pong for too long. */
  readonly silent: () => void;
}

export interface Heartbeat {
  /**
   * When the ping of this pong was sent; undefined for one that was answered before. `never-sent` is a breach:
   * an end that answers what nobody asked must not make anything look fresh.
   */
  answered(n: number): Instant | undefined | 'never-sent';
  stop(): void;
}

/**
 * Pings each second and keeps both clocks' readings of each ping. A pong counts from when it was asked for, so
 * an old one that lay in a buffer proves nothing.
 */
export function startHeartbeat({ clock, ping, silent }: HeartbeatOptions): Heartbeat {
  const asked = new Map<number, Instant>();
  let last = 0;
  let tickedAt = instant(clock);
  let timer: Timer;

  function tick(): void {
    // A loop that was late itself has not read what lies in its socket: it gets a turn before it accuses.
    const late = elapsedSince(clock, tickedAt) > 2 * linkLimits.pingMs;
    tickedAt = instant(clock);
    const [oldest] = asked.values();
    if (!late && oldest !== undefined && elapsedSince(clock, oldest) >= linkLimits.silentMs) return silent();
    last += 1;
    asked.set(last, tickedAt);
    timer = clock.after(linkLimits.pingMs, tick);
    ping(last);
  }
  timer = clock.after(0, () => {});
  tick();

  return {
    answered(n) {
      if (!Number.isSafeInteger(n) || n < 1 || n > last) return 'never-sent';
      const at = asked.get(n);
      for (const older of asked.keys()) {
        if (older > n) break;
        asked.delete(older);
      }
      return at;
    },
    stop: () => timer.cancel(),
  };
}
