import { sessions } from '#contracts/api/sessions.ts';
import { endAllSessions } from '../../../services/sessions/end-sessions.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const sessionsEndAllEndpoint = defineEndpoint(sessions.endAll, ({ call }) => endAllSessions(call));
