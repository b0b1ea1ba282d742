import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRootKeys } from './root-key.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'root-key-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const line = (byte: number): string => `${Buffer.alloc(32, byte).toString('base64')}\n`;

it('makes a key at the first start that only we may read, and finds it again', async () => {
  const made = await Promise.all([1, 2, 3].map(() => openRootKeys({ dataDir })));
  expect(new Set(made.map(([key]) => key.id)).size).toBe(1);
  expect((await stat(join(dataDir, 'root.key'))).mode & 0o777).toBe(0o600);
  expect((await openRootKeys({ dataDir }))[0]).toEqual(made[0]?.[0]);
});

it('reads a named file, the newest key first, and makes none there', async () => {
  const file = join(dataDir, 'elsewhere');
  await expect(openRootKeys({ dataDir, file })).rejects.toMatchObject({ code: 'key-unavailable' });
  await writeFile(file, `# made by hand\n${line(2)}${line(1)}`, { mode: 0o600 });
  const keys = await openRootKeys({ dataDir, file });
  expect(keys.map(({ secret }) => secret[0])).toEqual([2, 1]);
  await expect(readFile(join(dataDir, 'root.key'))).rejects.toThrow('ENOENT');
});

it('prefers a credential of the service manager to a key of its own', async () => {
  await writeFile(join(dataDir, 'sallyport-root-key'), line(7), { mode: 0o600 });
  const [key] = await openRootKeys({ dataDir, credentialsDirectory: dataDir });
  expect(key.secret[0]).toBe(7);
});

it('refuses a key that others may read, or that is damaged', async () => {
  await openRootKeys({ dataDir });
  await chmod(join(dataDir, 'root.key'), 0o640);
  await expect(openRootKeys({ dataDir })).rejects.toThrow(/chmod 600/);
  await writeFile(join(dataDir, 'root.key'), 'short\n', { mode: 0o600 });
  await chmod(join(dataDir, 'root.key'), 0o600);
  await expect(openRootKeys({ dataDir })).rejects.toThrow(/32 bytes/);
});
