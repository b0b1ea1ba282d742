import pg from 'pg';
import type { DatabaseAddress } from '#postgres/index.ts';

/** A database whose `now()` is told to it, for connections that look for `now()` there first. */
export interface MovedDatabase {
  /** The same database, for the store: its queries stay as they are and see the moved time. */
  readonly address: DatabaseAddress & { readonly options: string };
  /** Sets what time it is, milliseconds since the Unix epoch. */
  moveTo(at: number): Promise<void>;
  /** Takes everything away again: from then on the database is like any other. */
  restore(): Promise<void>;
}

const schema = 'demo_time';

/**
 * Moves the time of a database that is nobody else's. Functions of ours by the names of PostgreSQL's stand before
 * these in the search path of the story's connections alone. A column's default was bound to PostgreSQL's own function
 * when its table was made, so defaults are pointed at ours, and back at the end.
 */
export async function moveDatabase(database: DatabaseAddress, start: number): Promise<MovedDatabase> {
  const client = new pg.Client({ ...database, application_name: 'sallyport demo' });
  client.on('error', () => {});
  await client.connect();
  await client.query('set synchronous_commit = off');
  await client.query(`
    drop schema if exists ${schema} cascade;
    create schema ${schema};
    create table ${schema}.present (at timestamptz not null);
    insert into ${schema}.present values (to_timestamp(${start / 1000}));
    create function ${schema}.now() returns timestamptz language sql stable
      as 'select at from ${schema}.present';
    create function ${schema}.clock_timestamp() returns timestamptz language sql volatile
      as 'select at from ${schema}.present'`);
  await pointDefaults(client, schema);
  return {
    // Nothing is lost that could not be written again, so commits do not wait for the disk; the last one does.
    address: {
      ...database,
      options: `-c search_path=public,${schema},pg_catalog -c synchronous_commit=off`,
    },
    async moveTo(at) {
      await client.query(`update ${schema}.present set at = to_timestamp($1)`, [at / 1000]);
    },
    async restore() {
      await pointDefaults(client, 'pg_catalog');
      // Without `cascade`: it fails where anything still rests on what is ours.
      await client.query(`
        drop function ${schema}.now(), ${schema}.clock_timestamp();
        drop table ${schema}.present;
        drop schema ${schema}`);
      await client.query('set synchronous_commit = on');
      await client.query('checkpoint').catch(() => {});
      await client.end();
    },
  };
}

/** Has every default that reads a clock read that of a schema. */
async function pointDefaults(client: pg.Client, to: string): Promise<void> {
  const { rows } = await client.query<{ name: string; attribute: string; reads: string }>(`
    select d.adrelid::regclass::text as name, quote_ident(a.attname) as attribute,
      pg_get_expr(d.adbin, d.adrelid) as reads
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    where pg_get_expr(d.adbin, d.adrelid) ~ '^(${schema}\\.)?(now|clock_timestamp)\\(\\)$'`);
  for (const { name, attribute, reads } of rows) {
    const clock = reads.includes('clock_timestamp') ? 'clock_timestamp' : 'now';
    await client.query(`alter table ${name} alter column ${attribute} set default ${to}.${clock}()`);
  }
}
