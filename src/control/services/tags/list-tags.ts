import type { Tag } from '#contracts/api/tags.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { presentTags } from './present-tag.ts';

/** Lists every tag. */
export async function listTags(call: Call): Promise<{ items: Tag[] }> {
  await permit(call, 'read');
  return { items: await presentTags(call.store) };
}
