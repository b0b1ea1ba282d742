import { sql, type RawBuilder } from 'kysely';
import { Fault } from '#contracts/errors.ts';

/** What a listing is asked for. */
export interface PageRequest {
  /** `next` of the page before. */
  readonly cursor?: string | undefined;
  /** At most this many, 1 to 500; default 50. */
  readonly limit?: number | undefined;
}

/** A part of a listing, newest first. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page starts; absent on the last. */
  readonly next?: string;
}

/** The pattern for `ilike` of what holds this text; what has a meaning in patterns loses it. */
export function holding(search: string | undefined): string {
  return `%${(search ?? '').replaceAll(/[\\%_]/g, '\\$&')}%`;
}

/** Adds to each row of a listing the exact time it is sorted by: milliseconds would lose the order. */
export const exactTime = (column: string): RawBuilder<string> => sql<string>`${sql.ref(column)}::text`;

/** How many rows to read: one more than shown, which tells whether there is a next page. */
export function rowsToRead(request: PageRequest): number {
  return pageSize(request) + 1;
}

function pageSize({ limit = 50 }: PageRequest): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > 500) {
    throw new Fault('invalid-request', 'A page holds 1 to 500 items.');
  }
  return limit;
}

/**
 * The condition that a row lies past the cursor, in the order (time, id) descending.
 * @throws Fault `invalid-request` for a cursor that is none of ours
 */
export function pastCursor(
  request: PageRequest,
  columns: { readonly time: string; readonly id: string | RawBuilder<string> },
): RawBuilder<boolean> {
  if (request.cursor === undefined) return sql<boolean>`true`;
  const [time, id] = readCursor(request.cursor);
  const idColumn = typeof columns.id === 'string' ? sql.ref(columns.id) : columns.id;
  return sql<boolean>`(${sql.ref(columns.time)}, ${idColumn}) < (${time}::timestamptz, ${id})`;
}

/** Cuts the rows that were read to a page. */
export function toPage<T extends { readonly id: string; readonly exact: string }>(
  rows: readonly T[],
  request: PageRequest,
): Page<Omit<T, 'exact'>> {
  const size = pageSize(request);
  const items = rows.slice(0, size).map((row) => {
    const { exact: _, ...item } = row;
    return item;
  });
  const last = rows[size - 1];
  if (rows.length <= size || !last) return { items };
  return { items, next: Buffer.from(JSON.stringify([last.exact, last.id])).toString('base64url') };
}

function readCursor(cursor: string): readonly [time: string, id: string] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [time, id]: unknown[] = parsed;
      const timeForm = /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d){0,2}$/;
      if (typeof time === 'string' && timeForm.test(time) && typeof id === 'string' && id.length < 200) {
        return [time, id];
      }
    }
  } catch {
    // said below
  }
  throw new Fault('invalid-request', 'The cursor is not one that a listing gave.');
}
