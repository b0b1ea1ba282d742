import { groups } from '#contracts/api/groups.ts';
import { createGroup } from '../../../services/groups/create-group.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const groupsCreateEndpoint = defineEndpoint(groups.create, ({ call, body }) =>
  createGroup(call, body),
);
