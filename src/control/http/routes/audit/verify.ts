import { audit } from '#contracts/api/audit.ts';
import { verifyAudit } from '../../../services/audit/verify-audit.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const auditVerifyEndpoint = defineEndpoint(audit.verify, ({ call, body }) => verifyAudit(call, body));
