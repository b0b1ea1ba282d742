import { sessions } from '#contracts/api/sessions.ts';
import { endSession } from '../../../services/sessions/end-sessions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sessionsEndEndpoint = defineEndpoint(sessions.end, ({ call, params }) =>
  endSession(call, params.session),
);
