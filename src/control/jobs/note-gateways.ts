import type { SeenGateway, Store } from '#store/index.ts';
import type { Job } from './jobs.ts';

/** Notes which gateways are connected to this replica, and what they run, in one statement. */
export function noteGateways(parts: {
  readonly store: Pick<Store, 'gateways'>;
  readonly gateways: () => readonly SeenGateway[];
}): Job {
  return {
    name: 'note-gateways',
    everyMs: 5_000,
    async run() {
      const connected = parts.gateways();
      if (connected.length > 0) await parts.store.gateways.noteSeen(connected);
    },
  };
}
