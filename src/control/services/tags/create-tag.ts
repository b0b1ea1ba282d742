import type { NewTag, Tag } from '#contracts/api/tags.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import { write, type Written } from '../write.ts';
import { presentTag } from './present-tag.ts';
import { putUnder } from './put-under.ts';

/** Makes a tag; nothing is under it yet, so nothing that is open changes. @throws Fault `conflict`, `invalid-request` */
export async function createTag(call: Call, input: NewTag): Promise<Tag> {
  await permit(call, 'write');
  return write(call, (tx) => insertTag(tx, input));
}

/** As `createTag`, within a transaction; the caller has seen to permission. */
export async function insertTag(
  tx: Pick<Repositories, 'tags' | 'policies'>,
  { name, description, parents }: NewTag,
): Promise<Written<Tag>> {
  if (await tx.tags.find(name)) throw conflict(`A tag is called ${name} already.`);
  await tx.tags.insert({ name, description });
  await putUnder(tx, name, parents);
  const value = await presentTag(tx, name);
  return {
    value,
    event: { kind: 'object-created', about: [], data: { type: 'tag', after: value } },
    changes: [],
  };
}
