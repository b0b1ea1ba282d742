import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { Fault } from '#contracts/errors.ts';
import { openCluster } from './cluster.ts';
import { prepareDataDirectory } from './data-directory.ts';
import type { PostgresLog } from './postgres-log.ts';
import { readOrMakePasswords, type DatabasePasswords } from './passwords.ts';
import { lackOfRoom } from './room.ts';
import { ending, followOutput, programFailed, startProgram, type Ending, type Tail } from './run-program.ts';
import { findServerAccount, type ServerAccount } from './server-account.ts';
import { findServerPrograms } from './server-programs.ts';
import { serverSettings } from './server-settings.ts';
import { makeSocketDirectory, socketPort } from './socket-directory.ts';
import { stopStrayServer } from './stray-server.ts';

/** How to reach a database: what `pg` takes. */
export interface DatabaseAddress {
  /** Directory of the unix socket, or a host name. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log: PostgresLog;
  /** Folder of `postgres` and `initdb` to use in place of those that come with Sallyport. */
  readonly programs?: string | undefined;
  /** Group of processes under other accounts that may connect; without it only the server's account and root. */
  readonly clientGid?: number;
  /** `tests` gives up surviving a power cut for speed. Default `full`. */
  readonly durability?: 'full' | 'tests';
}

/** A running embedded server. */
export interface EmbeddedPostgres {
  /** The database `sallyport` as its owner, who is no superuser. */
  readonly address: DatabaseAddress;
  /** The same server as superuser, for looking after it. */
  readonly superuser: DatabaseAddress;
  readonly pid: number;
  /** Name of the operating system's account that runs it. */
  readonly account: string;
  /** Resolves when the server has ended, whether asked to or not. */
  readonly exited: Promise<Ending>;
  /** Lets running transactions go and stops; what was acknowledged is on disk either way. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a data directory that this process has claimed, making the database at the
 * first start. Resolves when it answers.
 * @throws Fault `data-directory-unusable`, `database-newer`, `database-unsuitable`, `platform-unsupported`,
 *   `config-invalid`, `disk-full`, `database-unavailable`
 */
export async function openEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await findServerAccount();
  const dataDir = await prepareDataDirectory(options.dataDir, account);
  if (account.separate) {
    options.log.info({ account: account.name, uid: account.uid }, 'PostgreSQL runs under its own account');
  }
  const programs = await findServerPrograms({ named: options.programs, account, copyTo: dataDir });
  const passwords = await readOrMakePasswords(dataDir);
  const durable = options.durability !== 'tests';
  const cluster = { dataDir, programs, account, superuserPassword: passwords.superuser, durable };
  const folder = await openCluster(cluster);
  await stopStrayServer(folder, options.log);
  const socketDirectory = await makeSocketDirectory({ dataDir, account, clientGid: options.clientGid });
  const server = startServer({
    path: join(programs.folder, 'postgres'),
    folder,
    account,
    settings: serverSettings({ socketDirectory, durable }),
    log: options.log,
  });
  const at = { host: socketDirectory, port: socketPort };
  const superuser = { ...at, user: 'postgres', password: passwords.superuser, database: 'postgres' };
  try {
    await untilReady(server, superuser);
    await makeOwnDatabase(superuser, passwords);
  } catch (error) {
    await stopServer(server);
    // The server tells its log why it gave up, and that one lies on the same disk.
    const lack = await lackOfRoom(dataDir);
    throw lack === undefined ? error : new Fault('disk-full', `${lack}.`, { cause: error });
  }
  return {
    address: { ...at, user: 'sallyport', password: passwords.owner, database: 'sallyport' },
    superuser,
    pid: server.child.pid ?? 0,
    account: account.name,
    exited: server.ended,
    stop: () => stopServer(server),
  };
}

interface Server {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly output: Tail;
  readonly state: { ended?: Ending };
}

interface ServerStart {
  readonly path: string;
  readonly folder: string;
  readonly account: ServerAccount;
  readonly settings: readonly string[];
  readonly log: PostgresLog;
}

function startServer({ path, folder, account, settings, log }: ServerStart): Server {
  const child = startProgram({ path, args: ['-D', folder, ...settings], account, cwd: folder });
  const output = followOutput(child, (line) => {
    // What it says in good order goes to its own log; the words before that one is open tell nothing.
    if (!/ (LOG|HINT|DETAIL): /.test(line)) log.warn({ line: line.slice(0, 500) }, 'postgres');
  });
  const state: { ended?: Ending } = {};
  const ended = ending(child).then((how) => (state.ended = how));
  return { child, ended, output, state };
}

/** Waits until the server answers its superuser, or says why it never will. */
async function untilReady(server: Server, superuser: DatabaseAddress): Promise<void> {
  // Recovery after a crash may take long; the caller's own deadline applies, not one of ours.
  for (;;) {
    if (server.state.ended) throw programFailed('PostgreSQL', server.state.ended, server.output.text());
    const client = new pg.Client({ ...superuser, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      if (isPasswordRefused(error)) {
        throw new Fault(
          'data-directory-unusable',
          'postgres.passwords does not fit the database beside it. Restore both from one copy, or restore a backup.',
          { cause: error },
        );
      }
    }
    await Promise.race([wait(20), server.ended]);
  }
}

function isPasswordRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '28P01';
}

/** Makes the role and the database that hold Sallyport's data, where a start was interrupted before it could. */
async function makeOwnDatabase(superuser: DatabaseAddress, passwords: DatabasePasswords): Promise<void> {
  const client = new pg.Client(superuser);
  client.on('error', () => {});
  await client.connect();
  try {
    const roles = await client.query(`select 1 from pg_roles where rolname = 'sallyport'`);
    if (roles.rowCount === 0) {
      const password = client.escapeLiteral(passwords.owner);
      await client.query(`create role sallyport login nosuperuser nocreaterole password ${password}`);
    }
    const found = await client.query(`select 1 from pg_database where datname = 'sallyport'`);
    if (found.rowCount === 0) await client.query('create database sallyport owner sallyport');
  } finally {
    await client.end();
  }
}

/** Asks for a fast stop, and after 20 s for an immediate one, which loses nothing that was acknowledged. */
async function stopServer(server: Server): Promise<void> {
  for (const [signal, ms] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (server.state.ended) return;
    server.child.kill(signal);
    await Promise.race([server.ended, wait(ms, undefined, { ref: false })]);
  }
}
