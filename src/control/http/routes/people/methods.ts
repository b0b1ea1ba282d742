import { people } from '#contracts/api/people.ts';
import { listMethods } from '../../../services/people/list-methods.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleMethodsEndpoint = defineEndpoint(people.methods, ({ call, params }) =>
  listMethods(call, params.person),
);
