import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCluster } from './cluster.ts';
import type { ServerPrograms } from './server-programs.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cluster-'));
  await mkdir(join(dataDir, 'postgres'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const account = { name: 'me', uid: 1, gid: 1, groups: [], separate: false };
const opened = async (version: string, programs: Pick<ServerPrograms, 'major' | 'source'>) => {
  await writeFile(join(dataDir, 'postgres/PG_VERSION'), version);
  const given = { folder: '/opt/pg/bin', ...programs };
  return openCluster({ dataDir, programs: given, account, superuserPassword: '', durable: false });
};

it('opens what programs of the same major version made, whoever they came from', async () => {
  for (const source of ['carried', 'named'] as const)
    expect(await opened('18\n', { major: 18, source })).toBe(join(dataDir, 'postgres'));
});

it.each([
  [
    '15\n',
    { major: 18, source: 'carried' },
    'database-unsuitable',
    /by PostgreSQL 15; this Sallyport carries 18/,
  ],
  [
    '19\n',
    { major: 18, source: 'carried' },
    'database-newer',
    /Set database\.programs to the folder of .* 19/,
  ],
  ['18\n', { major: 15, source: 'named' }, 'database-newer', /\/opt\/pg\/bin are of 15\. .* those of 18/],
  ['15\n', { major: 17, source: 'named' }, 'database-unsuitable', /are of 17\. .* those of 15/],
  ['', { major: 18, source: 'carried' }, 'data-directory-unusable', /not a PostgreSQL database/],
] as const)(
  'refuses a cluster that says %j to programs %j, untouched',
  async (version, programs, code, said) => {
    await expect(opened(version, programs)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(said) as unknown,
    });
    expect(await readdir(join(dataDir, 'postgres'))).toEqual(['PG_VERSION']);
  },
);
