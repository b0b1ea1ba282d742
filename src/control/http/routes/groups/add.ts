import { groups } from '#contracts/api/groups.ts';
import { changeMembership } from '../../../services/groups/change-membership.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsAddEndpoint = defineEndpoint(groups.add, async ({ call, params }) => {
  await changeMembership(call, { ...params, to: 'in' });
  return undefined;
});
