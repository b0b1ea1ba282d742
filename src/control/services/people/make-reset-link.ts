import type { PersonId } from '#base/ids.ts';
import type { OneTimeLink } from '#contracts/api/people.ts';
import type { Call } from '../call.ts';
import { conflict } from '../conflict.ts';
import { permit } from '../permit.ts';
import type { PersonRow } from '#store/index.ts';
import { personAdministers } from '../second-person/administering.ts';
import { found, write } from '../write.ts';
import { makeLink } from './make-link.ts';
import { permitOnAdministrator } from './permit-on-administrator.ts';

/**
 * Makes the link by which a person chooses anew how to sign in; for somebody invited it is the invitation again.
 * Whoever has such a link becomes that person, so making one for somebody who administers needs the right to grant
 * roles: otherwise whoever may edit people could become an owner.
 * @throws Fault `not-found`, `conflict` for somebody disabled
 */
export async function makeResetLink(call: Call, id: PersonId): Promise<OneTimeLink> {
  await permit(call, 'write', { type: 'Person', id });
  const row = found(await call.store.people.find(id));
  await permitOnAdministrator(call, call.store, row);
  if (row.state === 'disabled') throw conflict('They are disabled. Enable them first.');
  if (await personAdministers(call.store, id)) await noteTakeover(call, row);
  return makeLink(call, { kind: row.state === 'invited' ? 'invitation' : 'reset', person: id });
}

/** Whoever holds the link becomes an administrator, so making it is judged like giving the role. */
async function noteTakeover(call: Call, { id, name }: PersonRow): Promise<void> {
  await write(call, async () => ({
    value: undefined,
    event: { kind: 'object-changed', about: [id], data: { type: 'reset-link', name } },
    changes: [],
    judged: [{ type: 'deed', deed: 'reset-link-of-administrator', id, name, detail: {} }],
  }));
}
