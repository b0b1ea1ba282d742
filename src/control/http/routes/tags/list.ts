import { tags } from '#contracts/api/tags.ts';
import { listTags } from '../../../services/tags/list-tags.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const tagsListEndpoint = defineEndpoint(tags.list, ({ call }) => listTags(call));
