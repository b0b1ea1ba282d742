import { access } from '#contracts/api/access.ts';
import { personReach } from '../../../services/access/person-reach.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const accessPersonEndpoint = defineEndpoint(access.person, ({ call, params, query }) =>
  personReach(call, { ...params, ...query }),
);
