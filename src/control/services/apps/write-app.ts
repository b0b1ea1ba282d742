import type { App, WrittenApp } from '#contracts/api/apps.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { type Written, writeChange } from '../write.ts';

/**
 * Writes an app and answers when the gateways serve it so: whoever opens its address right after the answer would
 * find that nobody knows it. A gateway that sleeps holds the answer up for a second at most; the answer says then
 * that it is not in force everywhere.
 */
export async function writeApp(
  call: Call,
  work: (tx: Repositories) => Promise<Written<App>>,
): Promise<WrittenApp> {
  const { value, change } = await writeChange(call, work);
  return { ...value, inForce: change === undefined || (await call.configured(change)) };
}
