import { createHash } from 'node:crypto';
import { canonicalJson } from '#base/canonical-json.ts';
import type { Judged } from './judged.ts';

/** What every write counts or sets by itself. */
const unweighed: ReadonlySet<string> = new Set(['version', 'createdAt', 'changedAt']);

/**
 * A digest of all that a write changes, as it is stored: what is approved must be what was proposed, to the letter. Policies
 * hold ids in place of names, so a group that took the name of another meanwhile makes it another. Ids of things that the
 * write itself makes are drawn anew each time, and stand for "new" wherever they are.
 * @param made ids of what the write makes beside what is judged
 */
export function digestOf(judged: readonly Judged[], made: readonly string[] = []): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(judged.map(inOrder), (key, value: unknown) => (unweighed.has(key) ? undefined : value)),
  );
  let text = canonicalJson(plain);
  for (const id of new Set([...made, ...judged.flatMap(madeBy)])) text = text.replaceAll(id, 'new');
  return createHash('sha256').update(text).digest('base64url');
}

/** Policies are listed by their ids, which new ones have anew. */
function inOrder(judged: Judged): Judged {
  if (judged.type !== 'policies') return judged;
  const after = judged.after.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return { ...judged, after };
}

const making: ReadonlySet<string> = new Set(['join-token', 'token-for-another', 'program-made']);

function madeBy(judged: Judged): readonly string[] {
  if (judged.type === 'deed') {
    return making.has(judged.deed) ? [judged.id] : [];
  }
  if (judged.type === 'policies') {
    const known = new Set(judged.before.map(({ id }) => id));
    return judged.after.map(({ id }) => id).filter((id) => !known.has(id));
  }
  const itself = judged.before === undefined ? [judged.after.id] : [];
  if (judged.type !== 'app') return itself;
  const routes = new Set(judged.before?.routes.map(({ id }) => id));
  return [...itself, ...judged.after.routes.map(({ id }) => id).filter((id) => !routes.has(id))];
}
