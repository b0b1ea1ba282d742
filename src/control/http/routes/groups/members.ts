import { groups } from '#contracts/api/groups.ts';
import { listMembers } from '../../../services/groups/list-members.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsMembersEndpoint = defineEndpoint(groups.members, ({ call, params, query }) =>
  listMembers(call, params.group, query),
);
