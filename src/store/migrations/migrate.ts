import type { ClientBase } from 'pg';
import { Fault } from '#contracts/errors.ts';
import { advisoryLocks } from '../advisory-locks.ts';
import { migrations } from './list.ts';
import type { Migration } from './migration.ts';

/** What a migration run found and left. */
export interface Migrated {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a database to the schema of this code, in one transaction under a lock, so that replicas that start
 * together do it once.
 * @throws Fault `database-newer` if newer code was here, `database-unsuitable` if somebody else's tables are
 */
export async function migrate(
  client: ClientBase,
  steps: readonly Migration[] = migrations,
): Promise<Migrated> {
  await client.query('begin');
  try {
    await client.query('set local statement_timeout = 0');
    await client.query('select pg_advisory_xact_lock($1, $2)', [...advisoryLocks.migrations]);
    const from = await currentNumber(client);
    const newest = steps.at(-1)?.number ?? 0;
    if (from > newest) {
      throw new Fault(
        'database-newer',
        `The database has schema ${from}; this Sallyport knows ${newest}. Run the newer Sallyport, or restore a backup.`,
      );
    }
    await applyMigrations(
      client,
      steps.filter(({ number }) => number > from),
    );
    await client.query('commit');
    return { from, to: newest };
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  }
}

/** Runs steps in the transaction that is open, and notes each. */
export async function applyMigrations(client: ClientBase, steps: readonly Migration[]): Promise<void> {
  await client.query(`create table if not exists sallyport_schema (
    number integer primary key, name text not null, applied_at timestamptz not null default now())`);
  for (const { number, name, sql } of steps) {
    await client.query(sql);
    await client.query('insert into sallyport_schema (number, name) values ($1, $2)', [number, name]);
  }
}

/** @throws Fault `database-unsuitable` if there are tables, ours or of somebody else */
export async function refuseUnlessEmpty(client: ClientBase): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1, $2)', [...advisoryLocks.migrations]);
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p') limit 3`,
  );
  if (rows.length === 0) return;
  const names = rows.map((row) => row.name).join(', ');
  throw new Fault(
    'database-unsuitable',
    `The database is not empty (${names}). Give Sallyport a database of its own.`,
  );
}

async function currentNumber(client: ClientBase): Promise<number> {
  const known = await client.query<{ found: boolean }>(
    `select to_regclass('sallyport_schema') is not null as found`,
  );
  if (!known.rows[0]?.found) {
    await refuseUnlessEmpty(client);
    return 0;
  }
  const { rows } = await client.query<{ number: number | null }>(
    'select max(number) as number from sallyport_schema',
  );
  return rows[0]?.number ?? 0;
}
