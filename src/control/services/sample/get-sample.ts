import type { Sample } from '#contracts/api/sample.ts';
import { originOf } from '#contracts/hosts.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { storedSample } from './stored-sample.ts';

/** Says how the sample app is. */
export async function getSample(call: Call): Promise<Sample> {
  await permit(call, 'read');
  const [row, stops] = await Promise.all([storedSample(call.store), call.sample.stops()]);
  const host = row?.host ?? undefined;
  return {
    available: call.sample.available,
    running: call.sample.running(),
    app:
      row === undefined || host === undefined
        ? null
        : { id: row.id, name: row.name, url: originOf(host, call.place.publicPort) },
    stops,
  };
}
