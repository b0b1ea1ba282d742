import { sessions } from '#contracts/api/sessions.ts';
import { listSessions } from '../../../services/sessions/list-sessions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sessionsListEndpoint = defineEndpoint(sessions.list, ({ call, query }) =>
  listSessions(call, query),
);
