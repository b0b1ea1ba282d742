import { people } from '#contracts/api/people.ts';
import { makeResetLink } from '../../../services/people/make-reset-link.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const peopleResetLinkEndpoint = defineEndpoint(people.resetLink, ({ call, params }) =>
  makeResetLink(call, params.person),
);
