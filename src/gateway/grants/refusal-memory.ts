import { type Clock, elapsedSince, type Instant } from '#base/clock.ts';
import type { Refused } from '#contracts/protocol/from-control.ts';
import type { Subject } from '#contracts/subjects.ts';
import { type AccessKey, keyText, partOf, scopes } from './access-key.ts';

/** How many refusals are remembered, for how long at least (so that asking in a loop costs nothing), and at most. */
export const refusalBounds = { refusals: 20_000, leastMs: 100, mostMs: 60_000 } as const;

/** Refusals for as long as control said, or until something changes that they rest on. */
export interface RefusalMemory {
  keep(key: AccessKey, refusal: Refused, asked: Instant): void;
  lookup(token: string, place: string, method: string, path: string): Refused | undefined;
  /** Drops what a change of these touches. */
  changed(subjects: Iterable<Subject>): void;
  clear(): void;
  size(): number;
}

interface Kept {
  readonly text: string;
  readonly refusal: Refused;
  readonly asked: Instant;
}

/** Makes an empty memory. */
export function createRefusalMemory(clock: Clock, bound: number = refusalBounds.refusals): RefusalMemory {
  const kept = new Map<string, Kept>();
  const bySubject = new Map<Subject, Set<Kept>>();

  function drop(entry: Kept): void {
    if (kept.get(entry.text) === entry) kept.delete(entry.text);
    for (const subject of entry.refusal.subjects) {
      const entries = bySubject.get(subject);
      entries?.delete(entry);
      if (entries?.size === 0) bySubject.delete(subject);
    }
  }

  function fresh({ refusal, asked }: Kept): boolean {
    const ttl = Math.min(Math.max(refusal.ttlMs, refusalBounds.leastMs), refusalBounds.mostMs);
    return elapsedSince(clock, asked) < ttl;
  }

  return {
    keep(key, refusal, asked) {
      const entry = { text: keyText(key), refusal, asked };
      const before = kept.get(entry.text);
      if (before !== undefined) drop(before);
      kept.set(entry.text, entry);
      for (const subject of refusal.subjects) {
        const entries = bySubject.get(subject) ?? new Set();
        bySubject.set(subject, entries.add(entry));
      }
      for (const oldest of kept.values()) {
        if (kept.size <= bound && fresh(oldest)) break;
        drop(oldest);
      }
    },
    lookup(token, place, method, path) {
      for (const scope of scopes) {
        const entry = kept.get(keyText({ token, place, part: partOf(scope, method, path) }));
        if (entry === undefined) continue;
        if (fresh(entry)) return entry.refusal;
        drop(entry);
      }
      return undefined;
    },
    changed(subjects) {
      for (const subject of subjects) for (const entry of bySubject.get(subject) ?? []) drop(entry);
    },
    clear() {
      kept.clear();
      bySubject.clear();
    },
    size: () => kept.size,
  };
}
