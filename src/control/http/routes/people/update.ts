import { people } from '#contracts/api/people.ts';
import { updatePerson } from '../../../services/people/update-person.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleUpdateEndpoint = defineEndpoint(people.update, ({ call, params, version, body }) =>
  updatePerson(call, { id: params.person, version }, body),
);
