import type { Store } from '#store/index.ts';
import type { Job } from './jobs.ts';

const day = 86_400;

/** How long rows that serve nobody any more are kept, seconds. */
export const keptSeconds = {
  /** A replica or gateway that was away for longer starts anew instead of catching up. */
  changes: day,
  sessions: 90 * day,
  /** So long a key that is over can still be looked up. */
  serviceKeys: 90 * day,
  /** So long one that is over can still be read beside the audit trail. */
  proposals: 90 * day,
  decisionInputs: 400 * day,
  /** Connections of a gateway that nobody has seen for so long are gone. */
  silentGateways: 120,
} as const;

/** Removes what is over; of several replicas one at a time. */
export function removeOldRows(parts: { readonly store: Pick<Store, 'exclusively'> }): Job {
  return {
    name: 'remove-old-rows',
    everyMs: 60_000,
    async run() {
      await parts.store.exclusively('housekeeping', async (tx) => {
        await tx.codes.removeOld();
        await tx.journeys.removeOld();
        await tx.passkeys.removeOldChallenges();
        await tx.throttles.removeOld();
        await tx.sessions.removeOld(keptSeconds.sessions);
        await tx.proposals.removeOld(keptSeconds.proposals);
        await tx.serviceKeys.removeOld(keptSeconds.serviceKeys);
        await tx.installation.pruneChanges(keptSeconds.changes);
        await tx.decisionInputs.removeOld(keptSeconds.decisionInputs);
        await tx.liveConnections.removeOfSilent(keptSeconds.silentGateways);
      });
    },
  };
}
