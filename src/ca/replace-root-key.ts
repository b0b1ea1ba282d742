import { randomBytes } from 'node:crypto';
import { chown, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Fault } from '#contracts/errors.ts';
import { type RootKeys, readRootKeys, rootKeyOf, rootKeyText } from './root-key.ts';
import { namesSecret } from './seal.ts';

/**
 * Puts a new root key on top of a file. From the next start on it seals; those below still open, so nothing is lost
 * whenever this or what follows is broken off.
 * @returns the keys as they are in the file now
 * @throws Fault `key-unavailable` of the file; `conflict` when an older key was not forgotten yet
 */
export async function addRootKey(path: string): Promise<RootKeys> {
  const keys = await readRootKeys(path);
  // With one at a time nobody has to keep in mind which of many keys still opens something.
  if (openers(keys).length > 1)
    throw new Fault('conflict', `${path} holds an older root key still. Forget that one first.`);
  return replace(path, [rootKeyOf(randomBytes(32)), ...keys]);
}

/**
 * Takes every root key but the first out of a file, once nothing is sealed under them. What names are derived
 * from stays, in place of the key that it came from.
 * @throws Fault `key-unavailable` of the file; `changed-meanwhile` when the first key is not the expected one
 */
export async function forgetOlderRootKeys(path: string, first: string): Promise<RootKeys> {
  const keys = await readRootKeys(path);
  if (keys[0].id !== first) throw new Fault('changed-meanwhile', `${path} was changed meanwhile.`);
  if (openers(keys).length === 1) return keys;
  return replace(path, [keys[0], { id: 'names', secret: namesSecret(keys), only: 'names' }]);
}

function openers(keys: RootKeys): RootKeys[number][] {
  return keys.filter(({ only }) => only === undefined);
}

/** Whole or not at all, and on the disk before it counts: a key that was half written would lose everything. */
async function replace(path: string, keys: RootKeys): Promise<RootKeys> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    const file = await open(fresh, 'wx', 0o600);
    try {
      await file.writeFile(rootKeyText(keys));
      const before = await stat(path);
      // Done by root for somebody else, the file stays theirs.
      if (before.uid !== process.getuid?.()) await chown(fresh, before.uid, before.gid);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (thrown) {
    await rm(fresh, { force: true });
    throw thrown;
  }
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return keys;
}
