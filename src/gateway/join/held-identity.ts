import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** What a gateway keeps of itself in its folder: the one thing it must not lose, and nobody else may read. */
const heldSchema = z.object({
  gateway: z.string(),
  domain: z.string(),
  /** PEM, leaf first. */
  certificate: z.string(),
  /** PEM. */
  privateKey: z.string(),
  /** PEM of the authorities that may vouch for control. */
  authorities: z.array(z.string()).min(1),
  /** When half of the certificate's life is over, milliseconds since the Unix epoch by our clock. */
  renewAt: z.number(),
  endsAt: z.number(),
});
export type HeldIdentity = z.infer<typeof heldSchema>;

const fileName = 'identity.json';

/** Reads the identity of a folder; undefined when there is none, or when it is damaged. */
export async function readIdentity(folder: string): Promise<HeldIdentity | undefined> {
  try {
    return heldSchema.parse(JSON.parse(await readFile(join(folder, fileName), 'utf8')));
  } catch {
    return undefined;
  }
}

/** Writes it under another name first, so that a crash leaves the old one or the new one. */
export async function writeIdentity(folder: string, identity: HeldIdentity): Promise<void> {
  const path = join(folder, fileName);
  await writeFile(`${path}.new`, JSON.stringify(identity), { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}
