import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What one start of the demo leaves for the next, in its data directory. It holds secrets of invented people. */
const rememberedSchema = z.object({
  seed: z.number().int(),
  /** When the history ended, milliseconds since the Unix epoch. */
  until: z.number(),
  guidePort: z.number().int(),
  appsPort: z.number().int(),
  people: z.array(z.object({ email: z.string(), totpSecret: z.string() })),
});
export type Remembered = z.infer<typeof rememberedSchema>;

/** Where the demo lives unless it is told: never where an installation does. */
export function usualFolder(): string {
  return process.getuid?.() === 0
    ? '/var/lib/sallyport-demo'
    : join(homedir(), '.local/state/sallyport-demo');
}

/** The data directory inside the demo's folder: an ordinary one, with nothing of the demo's own in it. */
export function dataDirOf(folder: string): string {
  return join(folder, 'data');
}

const marker = 'this-is-the-demo';
const memory = 'demo.json';

/** What was found of an earlier start. */
export type Found =
  | { readonly kind: 'empty' }
  | { readonly kind: 'whole'; readonly remembered: Remembered }
  /** A start that was broken off before its history was written. */
  | { readonly kind: 'broken-off' }
  /** Something that the demo did not make, and does not touch. */
  | { readonly kind: 'foreign' };

/** Looks at a folder before anything is written to it. */
export async function lookAt(folder: string): Promise<Found> {
  const names: readonly string[] = await readdir(folder).catch(() => []);
  if (names.length === 0) return { kind: 'empty' };
  if (!names.includes(marker)) return { kind: 'foreign' };
  const text = await readFile(join(folder, memory), 'utf8').catch(() => undefined);
  const remembered = text === undefined ? undefined : rememberedSchema.safeParse(JSON.parse(text)).data;
  return remembered === undefined ? { kind: 'broken-off' } : { kind: 'whole', remembered };
}

/** Marks an empty folder as the demo's, so that a later start may empty it. */
export async function take(folder: string): Promise<void> {
  // As root, the parts of a server are other users, who have to pass.
  await mkdir(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  await writeFile(join(folder, marker), 'Made by `npm run demo`; it may be removed at any time.\n');
}

/** Removes what an earlier start of the demo left; a folder without the demo's mark is never touched. */
export async function clear(folder: string): Promise<void> {
  const found = await lookAt(folder);
  if (found.kind === 'foreign') throw new Error(`${folder} was not made by the demo`);
  await rm(folder, { recursive: true, force: true });
}

/** Writes down what the next start needs; the last step, so that a history that was broken off is not taken for one. */
export async function remember(folder: string, remembered: Remembered): Promise<void> {
  await writeFile(join(folder, memory), JSON.stringify(remembered, undefined, 2), { mode: 0o600 });
}
