import type { AuditEvent } from '#contracts/events.ts';
import type { Call } from './call.ts';

/** Puts something that the caller did on record; resolves when it is committed. */
export async function record(
  call: Pick<Call, 'audit' | 'caller'>,
  event: Omit<AuditEvent, 'actor' | 'address'>,
): Promise<void> {
  const { actor, address } = call.caller;
  await call.audit.append({ ...event, actor, ...(address === undefined ? {} : { address }) });
}
