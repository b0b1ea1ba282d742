import type { Key } from '#contracts/api/keys.ts';
import type { KeyRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** Lists keys by purpose and state; private parts are never read here. */
export async function listKeys(call: Call): Promise<Key[]> {
  await permit(call, 'manageKeys');
  const rows = await call.store.keys.all();
  return rows.map(presentKey);
}

/** Shows a key. */
export function presentKey(row: Omit<KeyRow, 'sealedPrivate'>): Key {
  const { kid, purpose, alg, state, notBefore, notAfter, createdAt } = row;
  return { kid, purpose, alg, state, notBefore, notAfter, createdAt };
}
