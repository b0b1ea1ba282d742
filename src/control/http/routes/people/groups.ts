import { people } from '#contracts/api/people.ts';
import { groupsOfPerson } from '../../../services/people/groups-of-person.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleGroupsEndpoint = defineEndpoint(people.groups, ({ call, params }) =>
  groupsOfPerson(call, params.person),
);
