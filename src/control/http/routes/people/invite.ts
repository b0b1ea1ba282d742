import { people } from '#contracts/api/people.ts';
import { invitePerson } from '../../../services/people/invite-person.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleInviteEndpoint = defineEndpoint(people.invite, ({ call, body }) =>
  invitePerson(call, body),
);
