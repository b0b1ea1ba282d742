import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ServerAccount } from './server-account.ts';
import { findServerPrograms } from './server-programs.ts';

let base: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'programs-')));
  await chmod(base, 0o755);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const own: ServerAccount = {
  name: 'me',
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
  groups: process.getgroups?.() ?? [],
  separate: false,
};
const find = (account = own) => findServerPrograms({ named: base, account, copyTo: join(base, 'copy') });

async function programs(says: string): Promise<void> {
  await writeFile(join(base, 'postgres'), `#!/bin/sh\n${says}\n`, { mode: 0o755 });
  await writeFile(join(base, 'initdb'), '#!/bin/sh\n', { mode: 0o755 });
}

it.each([
  ['postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)', 15],
  ['postgres (PostgreSQL) 17.0', 17],
  ['postgres (PostgreSQL) 19beta1', 19],
])('takes programs that say %s', async (text, major) => {
  await programs(`echo "${text}"`);
  expect(await find()).toEqual({ folder: base, major, source: 'named' });
});

it.each([
  [
    'is too old',
    'echo "postgres (PostgreSQL) 14.12"',
    { code: 'database-unsuitable', message: /14 .* 15 or/ },
  ],
  [
    'is something else',
    'echo "sqlite 3"',
    { code: 'config-invalid', message: /which version it is: sqlite 3/ },
  ],
  ['fails', 'echo "no library" >&2; exit 127', { code: 'config-invalid', message: /no library/ }],
])('refuses what %s', async (_, says, { code, message }) => {
  await programs(says);
  await expect(find()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as unknown });
});

it('names the program that is not there', async () => {
  await programs('echo "postgres (PostgreSQL) 15.8"');
  await rm(join(base, 'initdb'));
  await expect(find()).rejects.toThrow(`There is no program ${join(base, 'initdb')}`);
});

it('names the folder that the account cannot enter', async () => {
  const stranger = { name: 'db', uid: 54_321, gid: 54_321, groups: [54_321], separate: true };
  await programs('echo "postgres (PostgreSQL) 15.8"');
  await mkdir(join(base, 'inner'), { mode: 0o700 });
  await chmod(base, 0o700);
  await expect(find(stranger)).rejects.toThrow(`cannot enter ${base}`);
});
