import { people } from '#contracts/api/people.ts';
import { getPerson } from '../../../services/people/get-person.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleGetEndpoint = defineEndpoint(people.get, ({ call, params }) =>
  getPerson(call, params.person),
);
