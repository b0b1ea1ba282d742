import { audit } from '#contracts/api/audit.ts';
import { exportAudit } from '../../../services/audit/export-audit.ts';
import { defineStream } from '../../endpoint.ts';

export const auditExportEndpoint = defineStream(audit.export, ({ call }) => exportAudit(call));
