import { sql, type RawBuilder } from 'kysely';

/** Writes a value as `jsonb`; without the cast, `pg` would take an array for one of PostgreSQL's own. */
export function toJson(value: unknown): RawBuilder<string> {
  return sql<string>`${JSON.stringify(value)}::jsonb`;
}

/** The database's clock: the only one that sessions, codes and tokens are judged by. */
export const now = sql<Date>`now()`;

/** A point in time `seconds` from now by the database's clock. */
export function inSeconds(seconds: number): RawBuilder<Date> {
  return sql<Date>`now() + make_interval(secs => ${seconds})`;
}

/** A point in time given in milliseconds since the Unix epoch. */
export function atMs(ms: number): Date {
  return new Date(ms);
}
