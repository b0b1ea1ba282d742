import { type Selectable, sql } from 'kysely';
import { refused, ok, type Result } from '#base/result.ts';
import type { Executor } from '../pool.ts';
import type { Tables } from '../tables/tables.ts';
import { now } from './json.ts';

/** Why a write that names the version it read was not made. */
export type WriteRefusal = 'not-found' | 'changed-meanwhile';

/** A row as a writer read it. */
export interface Versioned<I extends string = string> {
  readonly id: I;
  readonly version: number;
}

/**
 * Tells what a versioned write came to: `updated` is the row it left, `exists` whether one is there at all.
 * The write itself compares the version, so nothing lies between check and write.
 */
export async function versionedResult<T>(
  updated: T | undefined,
  exists: () => Promise<boolean>,
): Promise<Result<T, WriteRefusal>> {
  if (updated !== undefined) return ok(updated);
  return refused((await exists()) ? 'changed-meanwhile' : 'not-found');
}

/** Tables whose rows have an id and count their versions. */
type VersionedTable = {
  [T in keyof Tables]: 'id' | 'version' | 'changedAt' extends keyof Tables[T] ? T : never;
}[keyof Tables];

/**
 * What every table of versioned rows is read and written by: by id, many at once, and with the version that a writer
 * read compared in the write itself.
 * @param table in our own words, never anybody else's: it becomes part of the query
 */
export function versionedRows<T extends VersionedTable>(db: Executor, table: T) {
  type Row = Selectable<Tables[T]>;
  type Id = Tables[T] extends { id: infer I extends string } ? I : never;
  const from = sql.table(table);
  const find = async (id: Id): Promise<Row | undefined> => {
    const { rows } = await sql<Row>`select * from ${from} where id = ${id}`.execute(db);
    return rows[0];
  };
  return {
    find,
    findMany: async (ids: readonly Id[]): Promise<Row[]> => {
      const { rows } = await sql<Row>`select * from ${from} where id = any(${[...ids]}::text[])`.execute(db);
      return rows;
    },
    /** Writes what is given if the row still has this version; what is undefined is not given. */
    update: async (
      { id, version }: Versioned<Id>,
      edit: Readonly<Record<string, unknown>>,
    ): Promise<Result<Row, WriteRefusal>> => {
      const columns = Object.entries({ ...edit, version: version + 1, changedAt: now });
      const set = columns
        .filter(([, value]) => value !== undefined)
        .map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
      const { rows } = await sql<Row>`
        update ${from} set ${sql.join(set)} where id = ${id} and version = ${version} returning *`.execute(
        db,
      );
      return versionedResult(rows[0], async () => (await find(id)) !== undefined);
    },
    /** Removes a row with all that hangs on it; false if there was none. */
    remove: async (id: Id): Promise<boolean> => {
      const { rows } = await sql<{ id: Id }>`delete from ${from} where id = ${id} returning id`.execute(db);
      return rows.length > 0;
    },
  };
}
