import type { AuditLog } from '#contracts/events.ts';
import type { Store } from '#store/index.ts';

/**
 * Puts on record that this installation was restored from a backup, if it was and the record is not there yet. To
 * be called at the start, before anything is served: the trail that came with the backup ends where it was made,
 * and what follows has to say why. Should the start fail between record and commit, it is recorded once more.
 */
export async function recordRestore({
  store,
  audit,
}: {
  readonly store: Pick<Store, 'transaction'>;
  readonly audit: AuditLog;
}): Promise<void> {
  await store.transaction(async (tx) => {
    const note = await tx.installation.takeRestoreNote();
    if (note === undefined) return;
    const actor = { kind: 'local' as const, name: 'local' };
    await audit.append({ kind: 'backup-restored', actor, about: [], data: { ...note } });
  });
}
