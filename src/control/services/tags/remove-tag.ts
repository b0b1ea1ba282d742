import type { Tag } from '#contracts/api/tags.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { found, write, type Written } from '../write.ts';
import { presentTags } from './present-tag.ts';

/**
 * Removes a tag that is not in use. In use it stays: with the tag, what a policy forbids under it would be forbidden
 * no longer, without anybody having changed that policy.
 * @throws Fault `not-found`, `conflict`
 */
export async function removeTag(call: Call, name: string): Promise<void> {
  await permit(call, 'write');
  await write(call, async (tx) => {
    // Nobody publishes a policy that speaks of it between looking and removing.
    await tx.policies.lock();
    return deleteTag(tx, name);
  });
}

/** As `removeTag`, within a transaction that holds the lock on policies; the caller has seen to permission. */
export async function deleteTag(
  tx: Pick<Repositories, 'tags' | 'policies'>,
  name: string,
): Promise<Written<undefined>> {
  const all = await presentTags(tx);
  const before = found(all.find((tag) => tag.name === name));
  const uses = usesOf(before, all);
  if (uses !== undefined) throw conflict(uses);
  await tx.tags.remove(name);
  return {
    value: undefined,
    event: { kind: 'object-removed', about: [], data: { type: 'tag', before } },
    changes: [],
  };
}

function usesOf({ name, apps, policies }: Tag, all: readonly Tag[]): string | undefined {
  if (policies.length > 0)
    return `Policies speak of it: ${policies.slice(0, 5).join(', ')}. Change them first.`;
  if (apps > 0) return `${apps} ${apps === 1 ? 'app carries' : 'apps carry'} it. Take it off them first.`;
  const below = all.filter(({ parents }) => parents.includes(name)).map((tag) => tag.name);
  return below.length === 0
    ? undefined
    : `Tags are under it: ${below.slice(0, 5).join(', ')}. Move them first.`;
}
