import { audit } from '#contracts/api/audit.ts';
import { listAudit } from '../../../services/audit/list-audit.ts';
import { defineEndpoint } from '../../endpoint.ts';

export const auditListEndpoint = defineEndpoint(audit.list, ({ call, query }) => listAudit(call, query));
