import type { Attention } from '#contracts/api/installation.ts';
import { everySource, seenUntil } from './attention-sources.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { write } from '../write.ts';

const order = { urgent: 0, soon: 1, known: 2 } as const;

/** Lists what an administrator should look at, the most urgent first. */
export async function attention(call: Call): Promise<{
  readonly items: readonly Attention[];
  readonly lastBackupAt: number | null;
}> {
  await permit(call, 'read');
  const found = await Promise.all(everySource.map((source) => source(call)));
  const items = found
    .filter((one): one is Attention => one !== undefined && one.count > 0)
    .sort((one, other) => order[one.severity] - order[other.severity]);
  const [backup] = (await call.store.audit.list({ kinds: ['backup-made'], limit: 1 })).items;
  return { items, lastBackupAt: backup?.at ?? null };
}

/** Notes that the uses of the way back in up to a moment were seen; that somebody did stays on record. */
export async function acknowledge(call: Call, until: number): Promise<void> {
  await permit(call, 'write');
  await write(call, async (tx) => {
    const seen = Math.min(until, Math.round(call.clock.wall()));
    await tx.settings.put(seenUntil, seen);
    return {
      value: undefined,
      event: {
        kind: 'object-changed',
        about: ['settings'],
        data: { type: 'acknowledgement', after: { recoveriesSeenUntil: seen } },
      },
      changes: [],
    };
  });
}
