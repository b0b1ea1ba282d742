import { groups } from '#contracts/api/groups.ts';
import { updateGroup } from '../../../services/groups/update-group.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsUpdateEndpoint = defineEndpoint(groups.update, ({ call, params, version, body }) =>
  updateGroup(call, { group: params.group, version }, body),
);
