import { chmod, mkdir, mkdtemp, readdir, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Binaries, usableBinaries } from './binaries.ts';
import type { ServerAccount } from './server-account.ts';

let base: string;
let found: Binaries;
const stranger: ServerAccount = { name: 'db', uid: 54_321, gid: 54_321, groups: [54_321], separate: true };

beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'binaries-')));
  await chmod(base, 0o755);
  const root = join(base, 'package/native');
  for (const folder of ['bin', 'lib', 'share']) await mkdir(join(root, folder), { recursive: true });
  await writeFile(join(root, 'bin/postgres'), 'program', { mode: 0o755 });
  await writeFile(join(root, 'lib/libpq.so.5.18'), 'library');
  await writeFile(join(root, 'lib/libpq.a'), 'not needed to run');
  const links = [
    { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
    { source: 'native/../../etc/passwd', target: 'native/lib/evil' },
  ];
  await writeFile(join(root, 'pg-symlinks.json'), JSON.stringify(links));
  found = { root, version: '18.4.0', major: 18 };
});
afterEach(() => rm(base, { recursive: true, force: true }));

const copyTo = (): string => join(base, 'data');

it('makes the links that an install without scripts leaves out, in a copy of its own', async () => {
  const usable = await usableBinaries(found, { account: stranger, copyTo: copyTo() });
  expect(usable.root).toBe(join(base, 'data/postgres-18.4.0'));
  expect((await readdir(join(usable.root, 'lib'))).toSorted()).toEqual(['libpq.so.5', 'libpq.so.5.18']);
  expect(await readlink(join(usable.root, 'lib/libpq.so.5'))).toBe('libpq.so.5.18');
  expect(await readdir(join(found.root, 'lib'))).not.toContain('libpq.so.5');
});

it('takes them where they are when they are whole and within reach', async () => {
  await symlink('libpq.so.5.18', join(found.root, 'lib/libpq.so.5'));
  expect(await usableBinaries(found, { account: stranger, copyTo: copyTo() })).toEqual(found);
});

it("copies what the server's account cannot reach, once", async () => {
  await symlink('libpq.so.5.18', join(found.root, 'lib/libpq.so.5'));
  await chmod(join(base, 'package'), 0o700);
  const first = await usableBinaries(found, { account: stranger, copyTo: copyTo() });
  await rm(join(base, 'package'), { recursive: true });
  await mkdir(join(found.root, 'bin'), { recursive: true });
  await chmod(join(base, 'package'), 0o700);
  const again = await usableBinaries(found, { account: stranger, copyTo: copyTo() });
  expect(again.root).toBe(first.root);
  expect(await readdir(copyTo())).toEqual(['postgres-18.4.0']);
});
