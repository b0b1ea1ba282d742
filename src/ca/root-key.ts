import { createHash, randomBytes } from 'node:crypto';
import { link, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Fault } from '#contracts/errors.ts';

/** The key under which everything secret in the database is sealed. It is never stored there. */
export interface RootKey {
  /** 8 bytes, hex; names the key in what it sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly secret: Buffer;
  /**
   * Set on what is left of the first root key after it was replaced: `secret` is no root key then but what names
   * are derived from. It opens nothing.
   */
  readonly only?: 'names';
}

/** The first seals, all open; names come from the last. */
export type RootKeys = readonly [RootKey, ...RootKey[]];

export interface RootKeySource {
  readonly dataDir: string;
  /** `SALLYPORT_ROOT_KEY_FILE`: used if set, never made. */
  readonly file?: string | undefined;
  /** `CREDENTIALS_DIRECTORY` of systemd.exec(5); its `sallyport-root-key` is used if it is there. */
  readonly credentialsDirectory?: string | undefined;
}

const fileName = 'root.key';
const credentialName = 'sallyport-root-key';

/**
 * Reads the root keys: the first seals, all of them open, so that a new one can be put on top of the file.
 * Makes `<data-dir>/root.key` (0600) at the first start if no other place was named.
 * @throws Fault `key-unavailable` if a named file is missing, damaged, or readable by others
 */
export async function openRootKeys(source: RootKeySource): Promise<RootKeys> {
  if (source.file !== undefined) return readRootKeys(source.file);
  const credential = join(source.credentialsDirectory ?? '/nonexistent', credentialName);
  if (source.credentialsDirectory !== undefined && (await exists(credential)))
    return readRootKeys(credential);
  const own = join(source.dataDir, fileName);
  if (!(await exists(own))) await makeKeyFile(own);
  return readRootKeys(own);
}

/** Names a root key without telling anything of it. */
export function rootKeyOf(secret: Buffer): RootKey {
  return {
    id: createHash('sha256').update('sallyport root key id').update(secret).digest('hex').slice(0, 16),
    secret,
  };
}

/**
 * Reads the root keys in a file.
 * @throws Fault `key-unavailable` if it is missing, damaged, or readable by others
 */
export async function readRootKeys(path: string): Promise<RootKeys> {
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new Fault('key-unavailable', `The root key ${path} cannot be read (${cause.code}).`, { cause });
  });
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) {
    throw new Fault('key-unavailable', `Others may read the root key. Close it with: chmod 600 ${path}`);
  }
  const [first, ...rest] = text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map(readLine);
  const names = [first, ...rest].findIndex((key) => key?.only === 'names');
  // What names come from stands last, or the names would change.
  const inOrder = names === -1 || (names > 0 && names === rest.length);
  if (!first || [first, ...rest].some(({ secret }) => secret.length !== 32) || !inOrder) {
    throw new Fault('key-unavailable', `${path} does not hold 32 bytes in base64 on each line.`);
  }
  return [first, ...rest];
}

const namesWord = 'names ';

function readLine(line: string): RootKey {
  const text = line.trim();
  if (!text.startsWith(namesWord)) return rootKeyOf(Buffer.from(text, 'base64'));
  return { id: 'names', secret: Buffer.from(text.slice(namesWord.length), 'base64'), only: 'names' };
}

/** Writes root keys as their file has them, one a line. */
export function rootKeyText(keys: readonly RootKey[]): string {
  return keys
    .map(({ secret, only }) => `${only === 'names' ? namesWord : ''}${secret.toString('base64')}\n`)
    .join('');
}

/** Under another name first: a key that was written by half would be lost with everything sealed under it. */
async function makeKeyFile(path: string): Promise<void> {
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await link(fresh, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error; // somebody else made it just now: theirs counts
  });
  await rm(fresh);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
