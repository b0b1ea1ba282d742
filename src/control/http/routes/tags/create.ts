import { tags } from '#contracts/api/tags.ts';
import { createTag } from '../../../services/tags/create-tag.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tagsCreateEndpoint = defineEndpoint(tags.create, ({ call, body }) => createTag(call, body));
