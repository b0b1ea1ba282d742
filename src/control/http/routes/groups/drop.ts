import { groups } from '#contracts/api/groups.ts';
import { changeMembership } from '../../../services/groups/change-membership.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsDropEndpoint = defineEndpoint(groups.drop, async ({ call, params }) => {
  await changeMembership(call, { ...params, to: 'out' });
  return undefined;
});
