import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addRootKey, forgetOlderRootKeys } from './replace-root-key.ts';
import { openRootKeys, readRootKeys, rootKeyText } from './root-key.ts';
import { createSealer, sealedUnder } from './seal.ts';

let dataDir: string;
let path: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'root-key-'));
  path = join(dataDir, 'root.key');
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const plain = Buffer.from('a seed');

it('seals under the new key, opens under both, and keeps every name, also once the old one is forgotten', async () => {
  const first = await openRootKeys({ dataDir });
  const before = createSealer(first);
  const sealed = before.seal(plain, 'p');
  const names = ['per_1', 'per_2'].map((id) => before.pseudonym('wiki', id));

  const both = await addRootKey(path);
  expect(await readRootKeys(path)).toEqual(both);
  const during = createSealer(both);
  const anew = during.seal(during.open(sealed, 'p'), 'p');
  expect([sealedUnder(sealed), sealedUnder(anew)]).toEqual([first[0].id, both[0].id]);

  const left = await forgetOlderRootKeys(path, both[0].id);
  expect(await readRootKeys(path)).toEqual(left);
  const after = createSealer(left);
  expect(after.open(anew, 'p')).toEqual(plain);
  expect(() => after.open(sealed, 'p')).toThrow(/another root key/);
  for (const sealer of [during, after])
    expect(['per_1', 'per_2'].map((id) => sealer.pseudonym('wiki', id))).toEqual(names);
  expect(await readFile(path, 'utf8')).not.toContain(first[0].secret.toString('base64'));
  expect(await readdir(dataDir)).toEqual(['root.key']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it('does so again and again, with the names of the very first', async () => {
  const name = createSealer(await openRootKeys({ dataDir })).pseudonym('wiki', 'per_1');
  const secrets = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const keys = await addRootKey(path);
    secrets.add(createSealer(keys).secretFor('page-proof').toString('hex'));
    expect(createSealer(keys).pseudonym('wiki', 'per_1')).toBe(name);
    const left = await forgetOlderRootKeys(path, keys[0].id);
    expect(left.map(({ only }) => only)).toEqual([undefined, 'names']);
    expect(createSealer(left).pseudonym('wiki', 'per_1')).toBe(name);
    expect(rootKeyText(left)).toBe(await readFile(path, 'utf8'));
  }
  expect(secrets.size).toBe(3);
});

it('adds no third key, and forgets nothing when another key is on top than was looked at', async () => {
  const [old] = await openRootKeys({ dataDir });
  await addRootKey(path);
  const text = await readFile(path, 'utf8');
  await expect(addRootKey(path)).rejects.toMatchObject({ code: 'conflict' });
  await expect(forgetOlderRootKeys(path, old.id)).rejects.toMatchObject({ code: 'changed-meanwhile' });
  expect(await readFile(path, 'utf8')).toBe(text);
});

it('refuses a file in which names come first or in the middle', async () => {
  const [key, names] = ['a', 'b'].map((letter) => Buffer.alloc(32, letter).toString('base64'));
  for (const text of [`names ${names}\n`, `names ${names}\n${key}\n`, `${key}\nnames ${names}\n${names}\n`]) {
    await writeFile(path, text, { mode: 0o600 });
    await expect(readRootKeys(path)).rejects.toMatchObject({ code: 'key-unavailable' });
  }
  await writeFile(path, `${key}\nnames ${names}\n`);
  expect(await readRootKeys(path)).toHaveLength(2);
});
