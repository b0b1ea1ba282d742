import type { Watcher } from '#store/index.ts';
import type { Call } from '../call.ts';
import { administrators } from './administrators.ts';

/**
 * Those who should see what others weaken. Asked when it is shown, not when it is done: were it noted then, somebody who
 * took over one administrator could disable the other, weaken, and enable them again.
 */
export async function watchers(call: Call): Promise<readonly Watcher[]> {
  const people = await administrators(call);
  return call.store.weakenings.watchers(people.map(({ id }) => id));
}
