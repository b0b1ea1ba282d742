import { sessions } from '#contracts/api/sessions.ts';
import { endSessionsOf } from '../../../services/sessions/end-sessions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sessionsEndAllOfEndpoint = defineEndpoint(sessions.endAllOf, ({ call, params }) =>
  endSessionsOf(call, params.person),
);
