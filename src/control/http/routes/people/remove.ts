import { people } from '#contracts/api/people.ts';
import { removePerson } from '../../../services/people/remove-person.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleRemoveEndpoint = defineEndpoint(people.remove, async ({ call, params, version }) => {
  await removePerson(call, { id: params.person, version });
  return undefined;
});
