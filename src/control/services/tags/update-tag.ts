import type { Tag, TagEdit } from '#contracts/api/tags.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { given, write, type Written, written } from '../write.ts';
import { tagPlaces } from '../second-person/tags-spoken-of.ts';
import { movedTag } from './moved-tag.ts';
import { presentTag } from './present-tag.ts';
import { putUnder } from './put-under.ts';

/**
 * Changes a tag. Under other tags its apps fall under other policies: what is open on them is decided anew.
 * @throws Fault `not-found`, `changed-meanwhile`, `invalid-request`, `conflict`
 */
export async function updateTag(
  call: Call,
  target: { readonly tag: string; readonly version: number },
  edit: TagEdit,
): Promise<Tag> {
  await permit(call, 'write');
  const { tag: name, version } = target;
  return write(call, (tx) => editTag(tx, { name, version }, edit));
}

/** As `updateTag`, within a transaction; the caller has seen to permission. */
export async function editTag(
  tx: Pick<Repositories, 'tags' | 'policies'>,
  { name, version }: { readonly name: string; readonly version: number },
  { description, parents }: TagEdit,
): Promise<Written<Tag>> {
  const before = await presentTag(tx, name);
  const places = await tagPlaces(tx);
  written(await tx.tags.update({ id: name, version }, given({ description })));
  if (parents !== undefined) await putUnder(tx, name, parents);
  const value = await presentTag(tx, name);
  const moved = before.parents.join() !== value.parents.join();
  const apps = moved ? await tx.tags.appsUnder(name) : [];
  return {
    value,
    event: { kind: 'object-changed', about: apps, data: { type: 'tag', before, after: value } },
    changes: apps.length === 0 ? [] : [{ kind: 'recheck', subjects: apps, cause: 'app-changed' }],
    judged: moved ? await movedTag(tx, { before, after: value, places }) : [],
  };
}
