import { people } from '#contracts/api/people.ts';
import { listPeople } from '../../../services/people/list-people.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleListEndpoint = defineEndpoint(people.list, ({ call, query }) => listPeople(call, query));
