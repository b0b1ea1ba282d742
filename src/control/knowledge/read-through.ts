import type { DatabaseTime } from './database-time.ts';
import type { OpenLoads } from './open-loads.ts';
import type { Found } from './source.ts';
import type { SubjectCache } from './subject-cache.ts';

export interface ReadThrough<Row> {
  readonly cache: SubjectCache<Row>;
  readonly loads: OpenLoads;
  readonly time: DatabaseTime;
  /** Reads all rows of these keys in one query. */
  readonly read: (keys: readonly string[]) => Promise<Found<Row>>;
  readonly keyOf: (row: Row) => string;
  readonly subjectsOf: (row: Row) => readonly string[];
}

/**
 * Finds rows in the cache, and all that it lacks with one query. What was not found is not remembered: a token
 * is made without a change, so a remembered absence could outlive its truth.
 * @param usable says whether a cached row may still be used; others are read anew
 */
export async function readThrough<Row>(
  source: ReadThrough<Row>,
  keys: Iterable<string>,
  usable: (row: Row) => boolean = () => true,
): Promise<ReadonlyMap<string, Row>> {
  const found = new Map<string, Row>();
  const lacking: string[] = [];
  for (const key of new Set(keys)) {
    const row = source.cache.get(key);
    if (row !== undefined && usable(row)) found.set(key, row);
    else lacking.push(key);
  }
  if (lacking.length === 0) return found;
  const load = source.loads.begin();
  try {
    const started = source.time.start();
    const { now, rows } = await source.read(lacking);
    if (now !== undefined) source.time.note(now, started);
    for (const row of rows) {
      const key = source.keyOf(row);
      found.set(key, row);
      const subjects = source.subjectsOf(row);
      if (load.mayKeep(subjects)) source.cache.set(key, row, subjects);
    }
  } finally {
    load.end();
  }
  return found;
}
