import type { KeyPurpose, KeyState, StoredKey } from './stored-key.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** How long keys of one purpose do what, milliseconds. */
export interface KeyLife {
  /** How long one signs. */
  readonly signs: number;
  /** How long the next one is published before it signs, so that every verifier has it by then. */
  readonly published: number;
  /** How long one still verifies after it stopped signing: as long as the longest-lived thing it signed. */
  readonly verifies: number;
}

/** The lives of keys by purpose. */
export const keyLives: Readonly<Record<KeyPurpose, KeyLife>> = {
  // Browsers were told to trust it by hand: it is only ever replaced by hand.
  ca: { signs: 3_650 * day, published: 30 * day, verifies: 3_650 * day },
  grant: { signs: 30 * day, published: day, verifies: hour },
  assertion: { signs: 30 * day, published: day, verifies: hour },
  // Old records must stay verifiable for as long as they are kept.
  audit: { signs: 365 * day, published: day, verifies: 100 * 365 * day },
  // A host's token lives as long as its session at most.
  code: { signs: 7 * day, published: day, verifies: 31 * day },
  // Each handshake shows the certificate itself, so nobody has to know it before.
  tls: { signs: 60 * day, published: 0, verifies: 0 },
};

/** One step in the life of a purpose's keys. */
export type KeyStep =
  | { readonly kind: 'make'; readonly state: 'active' | 'next'; readonly notBefore: number }
  | { readonly kind: 'move'; readonly kid: string; readonly from: KeyState; readonly to: KeyState };

/**
 * Says what is due for the keys of one purpose. One step at a time: asked again until nothing is due. `at` is
 * now, milliseconds since the Unix epoch.
 */
export function dueStep(keys: readonly StoredKey[], life: KeyLife, at: number): KeyStep | undefined {
  const active = keys.filter(({ state }) => state === 'active').toSorted(byStart);
  const next = keys.filter(({ state }) => state === 'next').toSorted(byStart);
  const [signing] = active.slice(-1);
  const older = active[0];
  if (older && older !== signing) return { kind: 'move', kid: older.kid, from: 'active', to: 'retiring' };
  const ripe = next.find((key) => key.notBefore <= at);
  if (ripe) return { kind: 'move', kid: ripe.kid, from: 'next', to: 'active' };
  if (!signing) return { kind: 'make', state: 'active', notBefore: at };
  if (next.length === 0 && at >= signing.notAfter - life.published) {
    // A key that is late still waits its time: one that signs before it is known is refused everywhere.
    return { kind: 'make', state: 'next', notBefore: Math.max(signing.notAfter, at + life.published) };
  }
  const over = keys.find((key) => key.state === 'retiring' && at >= stoppedAt(key, keys) + life.verifies);
  return over && { kind: 'move', kid: over.kid, from: 'retiring', to: 'retired' };
}

/** A key stopped signing when its successor began. */
function stoppedAt(key: StoredKey, keys: readonly StoredKey[]): number {
  const began = keys.filter(({ state }) => state !== 'next').map(({ notBefore }) => notBefore);
  return Math.min(...began.filter((start) => start > key.notBefore), key.notAfter);
}

function byStart(one: StoredKey, other: StoredKey): number {
  return one.notBefore - other.notBefore;
}
