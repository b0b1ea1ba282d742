import { groups } from '#contracts/api/groups.ts';
import { getGroup } from '../../../services/groups/get-group.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsGetEndpoint = defineEndpoint(groups.get, ({ call, params }) =>
  getGroup(call, params.group),
);
