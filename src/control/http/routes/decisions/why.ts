import { decisions } from '#contracts/api/decisions.ts';
import { why } from '../../../services/decisions/why.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const decisionsWhyEndpoint = defineEndpoint(decisions.why, ({ call, body }) => why(call, body));
