import type { ServiceKeyId } from '#base/ids.ts';
import type { ServiceKey } from '#contracts/api/service-accounts.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { wrongField } from '../conflict.ts';
import { found, write } from '../write.ts';
import { findAccount } from './find-account.ts';
import { presentKeys } from './present-account.ts';

/** A key by its id, and its account by id or name. */
export interface NamedKey {
  readonly account: string;
  readonly key: ServiceKeyId;
}

/**
 * Sets an earlier end for a key: the second half of changing one without a gap. A key is never prolonged; whoever
 * stole one would be prolonged with it.
 * @throws Fault `not-found`, `invalid-request` for a key that is over, or a moment past its end
 */
export async function endKey(call: Call, named: NamedKey, at: number): Promise<ServiceKey> {
  const key = { id: named.key, account: (await findAccount(call, named.account, 'manageKeys')).id };
  return write(call, async (tx) => {
    const rows = await tx.serviceKeys.ofAccount(key.account);
    const before = found(rows.find(({ id }) => id === key.id));
    const after = await tx.serviceKeys.end(key, at);
    if (after === undefined)
      throw wrongField('at', 'has to be before the end that the key has, and the key must still work');
    const [was, shown] = await presentKeys(tx, [before, after]);
    return {
      value: found(shown),
      event: {
        kind: 'object-changed',
        about: [key.id, key.account],
        data: { type: 'service-key', before: was, after: shown },
      },
      // What lives on it learns its new end, or ends now where that is past.
      changes: [{ kind: 'recheck', subjects: [key.id], cause: 'key-expired' }],
    };
  });
}

/**
 * Revokes a key at once and cuts what it has open.
 * @throws Fault `not-found`, also where it was revoked before
 */
export async function revokeKey(call: Call, named: NamedKey): Promise<void> {
  const key = { id: named.key, account: (await findAccount(call, named.account, 'cut')).id };
  await write(call, async (tx) => {
    if (!(await tx.serviceKeys.revoke(key))) throw new Fault('not-found', 'no such key, or revoked before');
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [key.id, key.account], data: { type: 'service-key' } },
      changes: [{ kind: 'revoke', subjects: [key.id], cause: 'key-revoked' }],
    };
  });
}
