import type { Subject } from '#contracts/subjects.ts';

interface Entry<Value> {
  readonly value: Value;
  readonly subjects: readonly Subject[];
}

/** A bounded cache whose entries can be forgotten by what they are about. */
export interface SubjectCache<Value> {
  get(key: string): Value | undefined;
  /** Keeps a value under the subjects whose change ends it; the entry unused for longest makes room. */
  set(key: string, value: Value, subjects: readonly Subject[]): void;
  forget(subject: Subject): void;
  clear(): void;
  size(): number;
}

/** Creates a cache of at most `limit` entries. */
export function createSubjectCache<Value>(limit: number): SubjectCache<Value> {
  const entries = new Map<string, Entry<Value>>();
  const keysBySubject = new Map<Subject, Set<string>>();

  const remove = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    for (const subject of entry.subjects) {
      const keys = keysBySubject.get(subject);
      keys?.delete(key);
      if (keys?.size === 0) keysBySubject.delete(subject);
    }
  };

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, subjects) {
      remove(key);
      entries.set(key, { value, subjects });
      for (const subject of subjects) {
        const keys = keysBySubject.get(subject);
        if (keys === undefined) keysBySubject.set(subject, new Set([key]));
        else keys.add(key);
      }
      if (entries.size <= limit) return;
      const [oldest] = entries.keys();
      if (oldest !== undefined) remove(oldest);
    },
    forget(subject) {
      for (const key of keysBySubject.get(subject) ?? []) remove(key);
    },
    clear() {
      entries.clear();
      keysBySubject.clear();
    },
    size: () => entries.size,
  };
}
