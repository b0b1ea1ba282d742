import { groups } from '#contracts/api/groups.ts';
import { removeGroup } from '../../../services/groups/remove-group.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsRemoveEndpoint = defineEndpoint(groups.remove, async ({ call, params, version }) => {
  await removeGroup(call, { group: params.group, version });
  return undefined;
});
