import { apply } from '#contracts/api/apply.ts';
import { applyObjects } from '../../../services/apply/apply-objects.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const applyWriteEndpoint = defineEndpoint(apply.write, ({ call, body }) => applyObjects(call, body));
