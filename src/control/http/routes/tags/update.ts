import { tags } from '#contracts/api/tags.ts';
import { updateTag } from '../../../services/tags/update-tag.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tagsUpdateEndpoint = defineEndpoint(tags.update, ({ call, params, version, body }) =>
  updateTag(call, { tag: params.tag, version }, body),
);
