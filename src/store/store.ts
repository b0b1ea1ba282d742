import { sql } from 'kysely';
import pg from 'pg';
import { ok, refused, type Result } from '#base/result.ts';
import type { ChangeKind } from '#contracts/changes.ts';
import type { Actor } from '#contracts/events.ts';
import type { Subject } from '#contracts/subjects.ts';
import { advisoryLocks, type AdvisoryLock } from './advisory-locks.ts';
import { databaseFault } from './database-faults.ts';
import { checkServer } from './epoch.ts';
import { migrate } from './migrations/migrate.ts';
import { clientConfig, openPool, type DatabaseConfig, type Executor } from './pool.ts';
import { refuseTransactionPooler, type ProbedConnection } from './pooler.ts';
import { auditRepository } from './repositories/audit-records.ts';
import { repositories, type Repositories } from './repositories/repositories.ts';

/** A change that a transaction appends to the feed. */
export interface NewChange {
  readonly kind: ChangeKind;
  readonly subjects: readonly Subject[];
  /** A reason's code, told to whoever is cut by it. */
  readonly cause: string;
  readonly actor: Actor;
}

/** What a transaction that changes something came to. */
export interface Changed<T> {
  readonly value: T;
  /** The last change's id; absent where the work turned out to change nothing. */
  readonly change?: number;
}

/** Which changes a transaction appends, known at once or by what its work came to. */
export type ChangeOf<T> = NewChange | ((value: T) => readonly NewChange[]);

/** The database. Repositories on it stand alone; those handed to a transaction's work are all or nothing. */
export interface Store extends Repositories {
  /** Where this store is: the feed and backups open connections of their own. */
  readonly database: DatabaseConfig;
  /** Runs work in one transaction that tells nobody: usage, sessions made, records. */
  transaction<T>(work: (tx: Repositories) => Promise<T>): Promise<T>;
  /**
   * Runs work in one transaction that others must hear of. The change is appended last, under the lock that
   * keeps ids in the order of commits, so only the end of such transactions queues.
   */
  change<T>(work: (tx: Repositories) => Promise<T>, change: ChangeOf<T>): Promise<Changed<T>>;
  /** Runs work in a transaction if nobody else holds this lock. */
  exclusively<T>(
    lock: AdvisoryLock,
    work: (tx: Repositories) => Promise<T>,
  ): Promise<Result<T, 'held-elsewhere'>>;
  /**
   * The same database over at most so many connections of its own: what is asked by it waits for nobody else, and
   * nobody else for it. To be closed by itself.
   */
  beside(connections: number): Store;
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly database: DatabaseConfig;
  /** Connections in the pool, beside two for records; default 10. */
  readonly connections?: number;
}

/**
 * Opens the store: checks the server, brings the schema up to date, opens the pool.
 * @throws Fault `database-unavailable`, `database-unsuitable`, `database-newer`
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  await prepareDatabase(options.database);
  return storeOver(options.database, options.connections ?? 10);
}

function storeOver(database: DatabaseConfig, connections: number): Store {
  const { db } = openPool(database, connections);
  // A transaction puts what it does on record by another connection while it holds its locks. Were that one of the
  // pool's, those who wait for the locks could hold all of them, and nobody would come any further.
  const recordsPool = openPool(database, 2).db;
  const forRecords = auditRepository(recordsPool);
  const transaction = <T>(work: (tx: Executor) => Promise<T>): Promise<T> => db.transaction().execute(work);
  return {
    ...repositories(db),
    audit: { ...auditRepository(db), append: (rows) => forRecords.append(rows) },
    database,
    beside: (more) => storeOver(database, more),
    transaction: (work) => transaction((tx) => work(repositories(tx))),
    change: (work, change) =>
      transaction(async (tx) => {
        const value = await work(repositories(tx));
        const appended = await append(tx, typeof change === 'function' ? change(value) : [change]);
        return { value, ...appended };
      }),
    exclusively: (lock, work) =>
      transaction(async (tx) =>
        (await tryLock(tx, lock)) ? ok(await work(repositories(tx))) : refused('held-elsewhere' as const),
      ),
    async close() {
      await Promise.all([db.destroy(), recordsPool.destroy()]);
    },
  };
}

async function append(tx: Executor, changes: readonly NewChange[]): Promise<{ change?: number }> {
  let last: { change?: number } = {};
  for (const { kind, subjects, cause, actor } of changes) {
    const { rows } = await sql<{ id: number }>`
      select append_change(${kind}, ${[...subjects]}::text[], ${cause}, ${JSON.stringify(actor)}::jsonb) as id
    `.execute(tx);
    const [row] = rows;
    if (row) last = { change: row.id };
  }
  return last;
}

async function tryLock(tx: Executor, lock: AdvisoryLock): Promise<boolean> {
  const [group, number] = advisoryLocks[lock];
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(${group}, ${number}) as locked`.execute(tx);
  return rows[0]?.locked ?? false;
}

async function prepareDatabase(database: DatabaseConfig): Promise<void> {
  const [first, second] = [new pg.Client(clientConfig(database)), new pg.Client(clientConfig(database))];
  for (const client of [first, second]) client.on('error', () => {});
  try {
    await Promise.all([first.connect(), second.connect()]);
    await checkServer(first);
    await refuseTransactionPooler(probe(first), probe(second));
    await migrate(first);
  } catch (error) {
    throw databaseFault(error);
  } finally {
    await Promise.all([first.end().catch(() => {}), second.end().catch(() => {})]);
  }
}

function probe(client: pg.Client): ProbedConnection {
  return {
    async backendPid() {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      return rows[0]?.pid ?? -1;
    },
    begin: async () => void (await client.query('begin')),
    rollback: async () => void (await client.query('rollback')),
  };
}
