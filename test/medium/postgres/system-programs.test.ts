import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddedPostgres } from '#postgres/index.ts';
import { openStore } from '#store/index.ts';

/** Where Debian's package `postgresql-15` puts its programs. Without it there is nothing to try this with. */
const programs = '/usr/lib/postgresql/15/bin';

let dataDir: string;
const socketFolders = new Set<string>();
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'system-programs-'));
  await chmod(dataDir, 0o711);
});
afterAll(async () => {
  for (const folder of [...socketFolders, dataDir]) await rm(folder, { recursive: true, force: true });
});

const log = { info: () => {}, warn: () => {} };
const open = async (named?: string) => {
  const server = await openEmbeddedPostgres({ dataDir, log, programs: named, durability: 'tests' });
  socketFolders.add(server.address.host);
  return server;
};

it.skipIf(!existsSync(`${programs}/postgres`))(
  "makes and runs the database by the machine's programs, and by no other major version then",
  async () => {
    for (const round of ['made', 'opened again']) {
      const server = await open(programs);
      try {
        // With the whole schema: it has to work on the oldest version that we take.
        const store = await openStore({ database: server.address });
        await store.close();
        const client = new pg.Client(server.address);
        await client.connect();
        const { rows } = await client.query<{ v: string }>(
          `select current_setting('server_version_num') as v`,
        );
        await client.end();
        expect([round, rows[0]?.v.slice(0, 2)]).toEqual([round, '15']);
      } finally {
        await server.stop();
      }
    }
    expect((await readFile(join(dataDir, 'postgres/PG_VERSION'), 'utf8')).trim()).toBe('15');
    const before = await readdir(join(dataDir, 'postgres'));
    await expect(open()).rejects.toMatchObject({
      code: 'database-unsuitable',
      message: expect.stringMatching(
        /was made by PostgreSQL 15; this Sallyport carries 18\. Set database\.programs to/,
      ) as unknown,
    });
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(before);
  },
);
