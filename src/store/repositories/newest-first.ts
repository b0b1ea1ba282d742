import { type SelectQueryBuilder, sql } from 'kysely';
import { exactTime, pastCursor, rowsToRead, type PageRequest } from './cursor.ts';

/** The columns that a listing is sorted by, as the database calls them. */
export interface SortColumns {
  readonly time: string;
  readonly id: string;
}

/**
 * Makes a query read one page, the newest first, for `toPage`. To be handed to `$call`.
 * @param columns the row's own `created_at` and `id` unless named
 */
export function newestFirst(request: PageRequest, columns: SortColumns = { time: 'created_at', id: 'id' }) {
  return <DB, TB extends keyof DB, Row>(query: SelectQueryBuilder<DB, TB, Row>) =>
    query
      .select(exactTime(columns.time).as('exact'))
      .where(pastCursor(request, columns))
      .orderBy(sql.ref(columns.time), 'desc')
      .orderBy(sql.ref(columns.id), 'desc')
      .limit(rowsToRead(request));
}
