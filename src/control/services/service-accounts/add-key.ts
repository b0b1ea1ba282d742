import { randomBytes } from 'node:crypto';
import { newId, type AppId } from '#base/ids.ts';
import type { NewServiceKey, ServiceKey } from '#contracts/api/service-accounts.ts';
import { Fault } from '#contracts/errors.ts';
import { mostLiveKeys, serviceKeyPrefix } from '#contracts/service-keys.ts';
import { readServiceKey } from '#trust/index.ts';
import type { Call } from '../call.ts';
import { conflict, wrongField } from '../conflict.ts';
import { found, write } from '../write.ts';
import { checkApps } from './check-place.ts';
import { findAccount } from './find-account.ts';
import { presentKeys } from './present-account.ts';

const secondsADay = 86_400;

/**
 * Makes a key, shown this once; only its hash is kept. Whoever makes one can be the account from then on, so it takes
 * more than the right to change the account.
 * @throws Fault `not-permitted`, `not-found`, `conflict` at too many keys, `invalid-request`
 */
export async function addKey(
  call: Call,
  idOrName: string,
  input: NewServiceKey,
): Promise<ServiceKey & { readonly key: string }> {
  const { id: account } = await findAccount(call, idOrName, 'manageKeys');
  const key = `${serviceKeyPrefix}${randomBytes(32).toString('base64url')}`;
  const hash = readServiceKey(key);
  if (hash === undefined) throw new Fault('internal', 'a key was made that nobody would take');
  return write(call, async (tx) => {
    // The row itself is taken hold of, so that two of these at once do not both find room.
    const row = found(await tx.serviceAccounts.hold(account));
    const [tally] = await tx.serviceKeys.tally([account]);
    if ((tally?.live ?? 0) >= mostLiveKeys)
      throw conflict(`It has ${mostLiveKeys} keys that work. Revoke one first.`);
    const apps = input.apps === undefined ? null : within(row.apps, await checkApps(tx, input.apps));
    const id = newId('serviceKey');
    const made = await tx.serviceKeys.insert(
      { id, accountId: account, hash, name: input.name, apps },
      input.lifetimeDays * secondsADay,
    );
    const shown = found((await presentKeys(tx, [made]))[0]);
    return {
      value: { ...shown, key },
      event: {
        kind: 'object-created',
        about: [id, account],
        data: { type: 'service-key', account: { id: account, name: row.name }, after: shown },
      },
      changes: [],
    };
  });
}

function within(account: readonly AppId[], apps: readonly AppId[]): AppId[] {
  const outside = apps.find((app) => !account.includes(app));
  if (outside !== undefined)
    throw wrongField('apps', `have ${outside}, which the account itself may not open`);
  return [...apps];
}
