import { chmod, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { prepareDataDirectory } from './data-directory.ts';
import { firstClosedFolder, mayEnter } from './enterable.ts';
import type { ServerAccount } from './server-account.ts';

let base: string;
beforeEach(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'data-')));
  await chmod(base, 0o755);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const stranger: ServerAccount = { name: 'db', uid: 54_321, gid: 54_321, groups: [54_321], separate: true };
const own: ServerAccount = {
  name: 'me',
  uid: process.getuid?.() ?? 0,
  gid: process.getgid?.() ?? 0,
  groups: process.getgroups?.() ?? [],
  separate: false,
};

it('makes a directory that nobody else can enter', async () => {
  const made = await prepareDataDirectory(join(base, 'a/b'), own);
  expect((await stat(made)).mode & 0o777).toBe(0o700);
  expect(await prepareDataDirectory(made, own)).toBe(made);
});

it("makes one that the database's account can pass through but not list", async () => {
  const made = await prepareDataDirectory(join(base, 'data'), stranger);
  expect((await stat(made)).mode & 0o777).toBe(0o711);
});

it('takes an empty directory as it is given, even a closed one of ours', async () => {
  const empty = join(base, 'empty');
  await mkdir(empty, { mode: 0o700 });
  // Judged before anything is changed, the folder itself excepted.
  await expect(prepareDataDirectory(empty, stranger)).resolves.toBe(empty);
  expect((await stat(empty)).mode & 0o777).toBe(0o711);
});

it('names the first folder that the account cannot enter, and takes no other place', async () => {
  await mkdir(join(base, 'private/inner'), { recursive: true });
  await chmod(join(base, 'private'), 0o700);
  const wanted = join(base, 'private/inner/data');
  await expect(prepareDataDirectory(wanted, stranger)).rejects.toMatchObject({
    code: 'data-directory-unusable',
    message: expect.stringContaining(`cannot enter ${join(base, 'private')}.`) as unknown,
  });
  expect(await readdir(join(base, 'private/inner'))).toEqual([]);
});

it('looks behind links on the way', async () => {
  await mkdir(join(base, 'private/inner'), { recursive: true });
  await chmod(join(base, 'private'), 0o700);
  await symlink(join(base, 'private/inner'), join(base, 'link'));
  expect(await firstClosedFolder(join(base, 'link/data'), stranger)).toBe(join(base, 'private'));
});

it.each([
  ['owner', { uid: 54_321, gid: 1, mode: 0o077 }, false],
  ['owner', { uid: 54_321, gid: 1, mode: 0o100 }, true],
  ['group', { uid: 1, gid: 54_321, mode: 0o701 }, false],
  ['group', { uid: 1, gid: 54_321, mode: 0o010 }, true],
  ['others', { uid: 1, gid: 1, mode: 0o770 }, false],
  ['others', { uid: 1, gid: 1, mode: 0o001 }, true],
])('judges a folder by the bits of its %s alone: %j', (_, folder, may) => {
  expect(mayEnter(folder, stranger)).toBe(may);
});

it.each([
  ['files of something else', 'notes.txt', /files that are not Sallyport's \(notes.txt\)/],
  ["a PostgreSQL directory of somebody's", 'PG_VERSION', /a PostgreSQL directory of its own/],
])('refuses %s and leaves them alone', async (_, name, why) => {
  await writeFile(join(base, name), '15');
  await expect(prepareDataDirectory(base, own)).rejects.toThrow(why);
  expect(await readdir(base)).toEqual([name]);
});

it('refuses a file, what newer software wrote, and a damaged mark', async () => {
  await writeFile(join(base, 'file'), '');
  const refusal = { code: 'data-directory-unusable' };
  await expect(prepareDataDirectory(join(base, 'file'), own)).rejects.toMatchObject(refusal);
  await expect(prepareDataDirectory(join(base, 'file/below'), own)).rejects.toMatchObject(refusal);
  await rm(join(base, 'file'));
  await writeFile(join(base, 'sallyport.data'), '2\n');
  await expect(prepareDataDirectory(base, own)).rejects.toMatchObject({ code: 'database-newer' });
  await writeFile(join(base, 'sallyport.data'), '');
  await expect(prepareDataDirectory(base, own)).rejects.toMatchObject(refusal);
});

it.runIf(process.platform === 'linux')(
  'says so where no folder can be made, and does not try forever',
  async () => {
    await expect(prepareDataDirectory('/proc/sallyport/data', own)).rejects.toMatchObject({
      code: 'data-directory-unusable',
    });
  },
);

it('goes on where a first start was interrupted', async () => {
  await writeFile(join(base, 'sallyport.data.new'), '');
  await prepareDataDirectory(base, own);
  expect(await readdir(base)).toEqual(['sallyport.data']);
});
