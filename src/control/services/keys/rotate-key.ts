import type { Key } from '#contracts/api/keys.ts';
import type { KeyPurpose } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found, record } from '../write.ts';
import { presentKey } from './list-keys.ts';

/** Publishes the next key of a purpose. */
export async function rotateKey(
  call: Call,
  request: { readonly purpose: KeyPurpose; readonly when: 'in-time' | 'now' },
): Promise<Key> {
  await permit(call, 'manageKeys');
  const { kid } = await call.keys.rotate(request);
  const rows = await call.store.keys.all();
  const key = presentKey(found(rows.find((row) => row.kid === kid)));
  await record(call, { kind: 'key-rotated', about: [kid], data: { ...request, after: key } });
  return key;
}
