import { sql } from 'kysely';
import type { Executor } from '../pool.ts';

/** Every column that holds sealed secrets; each row is found by `key` and, where there is one, told by `kind`. */
export const sealedColumns = {
  keys: { column: 'sealed_private', key: 'kid' },
  credentials: { column: 'sealed', key: 'id' },
  journeys: { column: 'sealed', key: 'hash', kind: 'kind' },
  providers: { column: 'sealed', key: 'id' },
  provider_sessions: { column: 'sealed', key: 'session_id' },
  proposals: { column: 'sealed', key: 'id' },
} as const satisfies Record<
  string,
  { readonly column: string; readonly key: string; readonly kind?: string }
>;

export type SealedTable = keyof typeof sealedColumns;

/** A sealed secret where it lies. */
export interface SealedValue {
  readonly table: SealedTable;
  /** The row's key. */
  readonly id: string;
  /** What kind of row it is, in tables of several kinds; else empty. */
  readonly kind: string;
  readonly sealed: Buffer;
}

/** Sealed secrets of all tables, to be sealed anew under another root key. */
export function sealedValuesRepository(db: Executor) {
  return {
    /**
     * Those under one of these root keys (hex, as in the bytes 2 to 9 of each value), in the order of `positionOf`.
     */
    async under(
      rootKeys: readonly string[],
      request: { readonly after: string; readonly limit: number },
    ): Promise<SealedValue[]> {
      const each = Object.entries(sealedColumns).map(([table, at]) => {
        const column = sql.ref(at.column);
        const kind = 'kind' in at ? sql.ref(at.kind) : sql`''`;
        return sql`select ${sql.lit(table)} as "table", ${sql.ref(at.key)} as id, ${kind} as kind, ${column} as sealed
          from ${sql.table(table)}
          where encode(substring(${column} from 2 for 8), 'hex') = any(${[...rootKeys]}::text[])`;
      });
      const { rows } = await sql<SealedValue>`
        select * from (${sql.join(each, sql` union all `)}) as every
        where ("table" || '/' || id) collate "C" > ${request.after}
        order by ("table" || '/' || id) collate "C" limit ${request.limit}`.execute(db);
      return rows;
    },
    /** Puts another sealing in place of the one that was read; false when somebody changed or removed it. */
    async replace({ table, id, sealed }: SealedValue, anew: Uint8Array): Promise<boolean> {
      const { column, key } = sealedColumns[table];
      const { rows } = await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${Buffer.from(anew)}
        where ${sql.ref(key)} = ${id} and ${sql.ref(column)} = ${sealed} returning 1`.execute(db);
      return rows.length > 0;
    },
  };
}

/** Where a value stands in the order of all. */
export function positionOf({ table, id }: Pick<SealedValue, 'table' | 'id'>): string {
  return `${table}/${id}`;
}
