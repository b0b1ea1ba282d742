import { search } from '#contracts/api/search.ts';
import { find } from '../../../services/search/find.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const searchFindEndpoint = defineEndpoint(search.find, ({ call, query }) => find(call, query));
