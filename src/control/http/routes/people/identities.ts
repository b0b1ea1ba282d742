import { people } from '#contracts/api/people.ts';
import { listIdentities } from '../../../services/people/list-identities.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleIdentitiesEndpoint = defineEndpoint(people.identities, ({ call, params }) =>
  listIdentities(call, params.person),
);
