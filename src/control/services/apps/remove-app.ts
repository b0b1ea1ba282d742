import type { AppId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permitOn } from '../permit.ts';
import { storedSample } from '../sample/stored-sample.ts';
import { found, write, type Written } from '../write.ts';
import { findApp } from './find-app.ts';
import { presentApp } from './present-app.ts';

/**
 * Removes an app and cuts all that is open on it.
 * @throws Fault `not-found`, `changed-meanwhile`, `not-permitted` for our own
 */
export async function removeApp(
  call: Call,
  target: { readonly app: string; readonly version: number },
): Promise<void> {
  const row = await findApp(call.store, target.app);
  const { id } = await permitOn(call, { action: 'write', type: 'App', row });
  const isSample = (await storedSample(call.store))?.id === id;
  await write(call, (tx) => deleteApp(call, tx, { id, version: target.version }));
  if (isSample) call.sample.stop();
}

/** As `removeApp`, within a transaction; the caller has seen to permission. */
export async function deleteApp(
  { place }: Pick<Call, 'place'>,
  tx: Pick<Repositories, 'apps'>,
  { id, version }: { readonly id: AppId; readonly version: number },
): Promise<Written<undefined>> {
  const row = found(await tx.apps.find(id));
  if (row.system !== null) throw new Fault('not-permitted', 'our own apps stay');
  if (row.version !== version) throw new Fault('changed-meanwhile', `version ${row.version}`);
  const before = await presentApp(tx, place, row);
  if (!(await tx.apps.remove(id))) throw new Fault('not-found', 'gone meanwhile');
  return {
    value: undefined,
    event: { kind: 'object-removed', about: [id], data: { type: 'app', before } },
    changes: [
      { kind: 'revoke', subjects: [id], cause: 'app-disabled' },
      { kind: 'config', subjects: [id], cause: 'app-changed' },
    ],
  };
}
