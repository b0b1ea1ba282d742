import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '#postgres/index.ts';

// One data directory for most tests, since making a database takes most of the time; so deep that a socket in
// it could not be bound.
let base: string;
let dataDir: string;
const servers: EmbeddedPostgres[] = [];
const warnings: string[] = [];
const socketFolders = new Set<string>();
const log = { info: () => {}, warn: (_: unknown, message: string) => void warnings.push(message) };

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(base, 0o711); // as root, the server's own account has to pass
  dataDir = join(base, 'd'.repeat(100));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  warnings.length = 0;
});
afterAll(async () => {
  for (const folder of socketFolders) await rm(folder, { recursive: true, force: true });
  await rm(base, { recursive: true, force: true });
});

async function open(at: string = dataDir): Promise<EmbeddedPostgres> {
  const server = await openEmbeddedPostgres({ dataDir: at, log, durability: 'tests' });
  servers.push(server);
  socketFolders.add(server.address.host);
  return server;
}

async function ask(server: EmbeddedPostgres, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server.address);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('listens on a unix socket alone, closed to others, and gives a role that is no superuser', async () => {
  // What a first start leaves behind that was interrupted.
  await mkdir(join(dataDir, 'postgres.new/base'), { recursive: true });
  await chmod(dataDir, 0o711);
  await writeFile(join(dataDir, 'sallyport.data'), '1\n');
  await writeFile(join(dataDir, 'postgres.new/PG_VERSION'), '18\n');
  const server = await open();
  const [row] = await ask(
    server,
    `select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync,
       (select rolsuper from pg_roles where rolname = current_user) as super,
       current_setting('server_encoding') as encoding, current_setting('lc_collate', true) as collation,
       (select datcollate from pg_database where datname = current_database()) as collate`,
  );
  expect(row).toMatchObject({ tcp: '', super: false, encoding: 'UTF8', collate: 'C' });
  expect((await stat(server.address.host)).mode & 0o777).toBe(0o700);
  expect(server.address.host.startsWith(dataDir)).toBe(false);
  expect(server.address.host.length).toBeLessThan(80);
  expect((await stat(join(dataDir, 'postgres.passwords'))).mode & 0o777).toBe(0o600);
  const hba = await readFile(join(dataDir, 'postgres/pg_hba.conf'), 'utf8');
  const rules = hba.split('\n').filter((line) => /^(local|host)/.test(line));
  expect(rules.length).toBeGreaterThan(0);
  expect(rules.every((rule) => rule.endsWith('scram-sha-256'))).toBe(true);
  expect(await readdir(dataDir)).not.toContain('postgres.new');
  const guess = new pg.Client({ ...server.address, password: 'guess' });
  await expect(guess.connect()).rejects.toMatchObject({ code: '28P01' });
});

it('starts again beside processes that a killed server left behind', async () => {
  const server = await open();
  const busy = new pg.Client(server.address);
  busy.on('error', () => {});
  await busy.connect();
  const sleeping = busy.query('select pg_sleep(30)').catch(() => 'ended');
  process.kill(server.pid, 'SIGKILL');
  const again = await open();
  expect(await ask(again, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await sleeping).toBe('ended');
  await busy.end().catch(() => {});
});

it('keeps what was acknowledged through a kill, a stray, and a stranger with its pid', async () => {
  const first = await open();
  await ask(first, 'create table kept (n int)');
  await ask(first, 'insert into kept values (1)');
  process.kill(first.pid, 'SIGKILL');
  await first.exited;

  const second = await open();
  await ask(second, 'insert into kept values (2)');

  // As after a supervisor that was killed: the server still runs, nobody looks after it.
  const third = await open();
  expect(warnings).toContain('a database server was left running; stopping it');
  expect((await second.exited).code).toBe(0);
  await ask(third, 'insert into kept values (3)');

  process.kill(third.pid, 'SIGSTOP');
  const fourth = await open();
  expect(await ask(fourth, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  await fourth.stop();
  expect((await fourth.exited).code).toBe(0);

  // The pid went to somebody else since: to us.
  await writeFile(join(dataDir, 'postgres/postmaster.pid'), `${process.pid}\n${dataDir}\n`);
  const fifth = await open();
  expect(await ask(fifth, 'select count(*)::int as n from kept')).toEqual([{ n: 3 }]);
  await fifth.stop();
});

it.each([
  ['99', 'database-newer', /made by PostgreSQL 99; this Sallyport carries \d+/],
  ['9.6', 'database-unsuitable', /made by PostgreSQL 9;/],
  ['hello', 'data-directory-unusable', /not a PostgreSQL database/],
])('refuses a database whose PG_VERSION is %s', async (version, code, why) => {
  const foreign = join(base, version);
  await mkdir(join(foreign, 'postgres'), { recursive: true });
  await chmod(foreign, 0o711);
  await writeFile(join(foreign, 'sallyport.data'), '1\n');
  await writeFile(join(foreign, 'postgres/PG_VERSION'), `${version}\n`);
  const refusal = { code, message: expect.stringMatching(why) as unknown };
  await expect(open(foreign)).rejects.toMatchObject(refusal);
});
