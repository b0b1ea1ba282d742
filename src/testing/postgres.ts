import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { openEmbeddedPostgres, type DatabaseAddress } from '#postgres/index.ts';
import { openStore } from '#store/index.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: SharedPostgres;
  }
}

/** What the test run's one server hands to each test file. */
export interface SharedPostgres {
  readonly superuser: DatabaseAddress;
  readonly owner: DatabaseAddress;
}

const template = 'sallyport_template';
const quiet = { info: () => {}, warn: () => {} };

/** Starts the one server of a test run, with a template database that each test file copies. */
export async function startSharedPostgres(): Promise<SharedPostgres & { stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-test-'));
  const server = await openEmbeddedPostgres({ dataDir, log: quiet, durability: 'tests' });
  // A run that is broken off must not leave a server behind.
  const kill = (): void => void process.kill(server.pid, 'SIGQUIT');
  process.once('exit', kill);
  const { superuser, address: owner } = server;
  await asSuperuser(superuser, `create database ${template} owner sallyport`);
  const store = await openStore({ database: { ...owner, database: template } });
  await store.close();
  return {
    superuser,
    owner: { ...owner, database: template },
    async stop() {
      process.off('exit', kill);
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database of its own for one test file, on the shared server. */
export interface TestDatabase extends AsyncDisposable {
  readonly address: DatabaseAddress;
  /** Connects as superuser to the same database. */
  readonly superuser: DatabaseAddress;
  drop(): Promise<void>;
}

/** Makes a database with the current schema and nothing in it, or an `empty` one; only in the medium project. */
export async function freshDatabase(options: { readonly empty?: 'empty' } = {}): Promise<TestDatabase> {
  const { superuser, owner } = inject('postgres');
  const database = `test_${randomBytes(8).toString('hex')}`;
  const source = options.empty ? 'template1' : template;
  await asSuperuser(superuser, `create database ${database} template ${source} owner sallyport`);
  const drop = (): Promise<void> =>
    asSuperuser(superuser, `drop database if exists ${database} with (force)`);
  return {
    address: { ...owner, database },
    superuser: { ...superuser, database },
    drop,
    [Symbol.asyncDispose]: drop,
  };
}

async function asSuperuser(address: DatabaseAddress, sql: string): Promise<void> {
  const client = new pg.Client(address);
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
