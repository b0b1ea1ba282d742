import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';

/** Passwords of the embedded server's two roles. */
export interface DatabasePasswords {
  /** Of the superuser `postgres`, which only looks after the server. */
  readonly superuser: string;
  /** Of the role `sallyport`, which owns the data and may do nothing else. */
  readonly owner: string;
}

const fileName = 'postgres.passwords';

/** Reads the passwords from their file (0600) in the data directory, or makes them at the first start. */
export async function readOrMakePasswords(dataDir: string): Promise<DatabasePasswords> {
  const path = join(dataDir, fileName);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return parse(text, path);
  const made = {
    superuser: randomBytes(24).toString('base64url'),
    owner: randomBytes(24).toString('base64url'),
  };
  await writeFile(`${path}.new`, `${made.superuser}\n${made.owner}\n`, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return made;
}

function parse(text: string, path: string): DatabasePasswords {
  const [superuser, owner] = text.split('\n');
  if (superuser && owner) return { superuser, owner };
  throw new Fault('data-directory-unusable', `${path} is damaged; restore it, or restore a backup.`);
}
