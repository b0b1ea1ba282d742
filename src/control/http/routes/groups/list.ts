import { groups } from '#contracts/api/groups.ts';
import { listGroups } from '../../../services/groups/list-groups.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsListEndpoint = defineEndpoint(groups.list, ({ call, query }) => listGroups(call, query));
