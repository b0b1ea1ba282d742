import type { Clock, Timer } from '#base/clock.ts';
import type { AccessRequest, Found } from './face.ts';

/** Nothing definite yet; `reason` is said if it stays so for too long. */
export interface Pending {
  readonly kind: 'pending';
  readonly reason: string;
}

export const waitingBounds = { waiters: 20_000, perAddress: 2_000, waitMs: 2_000 } as const;

/** Requests that wait for an answer, two seconds at most. */
export interface WaitingRoom {
  wait(request: AccessRequest, pending: Pending): Promise<Found>;
  /** Something happened that may concern this token. */
  retry(token: string): void;
  retryAll(): void;
  /** Gives all that wait with this token, or those that `which` picks, the same answer. */
  settle(token: string, found: Found, which?: (request: AccessRequest) => boolean): void;
  has(token: string): boolean;
  size(): number;
}

interface Waiter {
  readonly request: AccessRequest;
  readonly timer: Timer;
  pending: Pending;
  readonly resolve: (found: Found) => void;
}

export interface WaitingRoomOptions {
  readonly clock: Clock;
  /** Looks again; asks what has to be asked. */
  readonly attempt: (request: AccessRequest) => Found | Pending;
}

/** Makes an empty room. */
export function createWaitingRoom({ clock, attempt }: WaitingRoomOptions): WaitingRoom {
  const byToken = new Map<string, Set<Waiter>>();
  const perAddress = new Map<string, number>();
  let size = 0;

  function leave(waiter: Waiter, found: Found): void {
    const { tokenHash, address } = waiter.request;
    const waiters = byToken.get(tokenHash);
    if (waiters?.delete(waiter) !== true) return;
    if (waiters.size === 0) byToken.delete(tokenHash);
    const left = (perAddress.get(address) ?? 1) - 1;
    if (left > 0) perAddress.set(address, left);
    else perAddress.delete(address);
    size -= 1;
    waiter.timer.cancel();
    waiter.resolve(found);
  }

  function retry(token: string): void {
    for (const waiter of byToken.get(token) ?? []) {
      const found = attempt(waiter.request);
      if (found.kind === 'pending') waiter.pending = found;
      else leave(waiter, found);
    }
  }

  return {
    wait(request, pending) {
      const { tokenHash, address } = request;
      const here = perAddress.get(address) ?? 0;
      if (size >= waitingBounds.waiters || here >= waitingBounds.perAddress) {
        return Promise.resolve({ kind: 'unavailable', reason: 'busy' });
      }
      perAddress.set(address, here + 1);
      size += 1;
      return new Promise((resolve) => {
        const waiter: Waiter = {
          request,
          pending,
          resolve,
          timer: clock.after(waitingBounds.waitMs, () =>
            leave(waiter, { kind: 'unavailable', reason: waiter.pending.reason }),
          ),
        };
        const waiters = byToken.get(tokenHash) ?? new Set();
        byToken.set(tokenHash, waiters.add(waiter));
      });
    },
    retry,
    retryAll() {
      for (const token of byToken.keys()) retry(token);
    },
    settle(token, found, which = () => true) {
      for (const waiter of byToken.get(token) ?? []) if (which(waiter.request)) leave(waiter, found);
    },
    has: (token) => byToken.has(token),
    size: () => size,
  };
}
