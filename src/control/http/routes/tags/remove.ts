import { tags } from '#contracts/api/tags.ts';
import { removeTag } from '../../../services/tags/remove-tag.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tagsRemoveEndpoint = defineEndpoint(tags.remove, async ({ call, params }) => {
  await removeTag(call, params.tag);
  return undefined;
});
