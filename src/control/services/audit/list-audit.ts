import type { AuditRecord } from '#contracts/api/audit.ts';
import type { AuditKind } from '#contracts/events.ts';
import type { Page, PageRequest } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** What the record as a whole is about. */
export const auditResource = { type: 'Audit', id: 'audit' } as const;

/** Lists audit records, newest first. */
export async function listAudit(
  call: Call,
  request: PageRequest & {
    readonly kind?: AuditKind | undefined;
    readonly about?: string | undefined;
  },
): Promise<Page<AuditRecord>> {
  await permit(call, 'readAudit', auditResource);
  const { cursor, limit, kind, about } = request;
  const page = await call.store.audit.list({
    cursor,
    limit,
    kinds: kind === undefined ? undefined : [kind],
    about: about === undefined ? undefined : [about],
  });
  const items = page.items.map((record): AuditRecord => {
    const event = call.auditReading.read(record);
    return {
      chain: record.chain,
      seq: record.seq,
      at: record.at,
      kind: record.kind,
      actor: event === undefined ? null : { ...event.actor },
      about: record.about,
      address: event?.address ?? null,
      data: event === undefined ? null : { ...event.data },
    };
  });
  return { ...page, items };
}
