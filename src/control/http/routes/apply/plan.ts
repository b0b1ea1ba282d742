import { apply } from '#contracts/api/apply.ts';
import { planApply } from '../../../services/apply/apply-objects.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const applyPlanEndpoint = defineEndpoint(apply.plan, ({ call, body }) => planApply(call, body));
