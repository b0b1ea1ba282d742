import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Reads the name of this data directory among all that share a database, or makes it. It lies where gateways cannot
 * write: by it control knows a gateway of this machine that joins again.
 */
export async function machineId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'machine-id');
  const present = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{32}\n$/.test(present)) return present.trim();
  const made = randomBytes(16).toString('hex');
  await writeFile(path, `${made}\n`, { mode: 0o644, flush: true });
  return made;
}
