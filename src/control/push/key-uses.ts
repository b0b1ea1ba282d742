import type { ServiceKeyId } from '#base/ids.ts';
import { isId } from '#base/ids.ts';
import type { Clock, Timer } from '#base/clock.ts';
import type { Known } from '../faces.ts';

/** A key that opened something. */
export interface KeyUse {
  readonly id: ServiceKeyId;
  readonly address: string;
  /** Milliseconds before it is written. */
  readonly agoMs: number;
}

export interface KeyUsesOptions {
  readonly clock: Clock;
  readonly write: (uses: readonly KeyUse[]) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** Remembers when each key was last granted something, and from where, until it is written. */
export interface KeyUses {
  note(known: Known): void;
  /** Writes what is not written yet. */
  close(): Promise<void>;
}

/** How long uses are gathered, milliseconds: a key that is busy costs one row in this time. */
const gatheredMs = 5_000;

/**
 * Gathers the uses of keys. They are for people who look for keys that nobody needs; no decision rests on them, so they
 * do not go through the feed of changes, and what cannot be written is lost.
 */
export function createKeyUses({ clock, write, failed }: KeyUsesOptions): KeyUses {
  let gathered = new Map<ServiceKeyId, { readonly address: string; readonly at: number }>();
  let timer: Timer | undefined;
  const flush = async (): Promise<void> => {
    timer?.cancel();
    timer = undefined;
    if (gathered.size === 0) return;
    const now = clock.monotonic();
    const uses = [...gathered].map(([id, { address, at }]) => ({ id, address, agoMs: now - at }));
    gathered = new Map();
    await write(uses).catch(failed);
  };
  return {
    note({ session, input }) {
      if (!isId('serviceKey', session)) return;
      gathered.set(session, { address: input.network.address, at: clock.monotonic() });
      timer ??= clock.after(gatheredMs, () => void flush());
    },
    close: flush,
  };
}
