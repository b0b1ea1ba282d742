import type { Repositories } from '#store/index.ts';
import { conflict, wrongField } from '../conflict.ts';

/**
 * Puts a tag under others in place of those it was under. A circle is refused: every tag in it would be under every
 * other, and a policy for one would speak of all.
 * @throws Fault `invalid-request`, `conflict`
 */
export async function putUnder(
  tx: Pick<Repositories, 'tags'>,
  tag: string,
  parents: readonly string[],
): Promise<void> {
  const parentsOf = new Map((await tx.tags.all()).map((row) => [row.name, row.parents]));
  const above = new Set<string>();
  const open = [...parents];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const further = parentsOf.get(next);
    if (further === undefined) throw wrongField('parents', `${next} does not exist`);
    if (next === tag) throw conflict('A tag cannot be under itself, not even through others.');
    if (above.has(next)) continue;
    above.add(next);
    open.push(...further);
  }
  await tx.tags.setParents(tag, [...new Set(parents)]);
}
