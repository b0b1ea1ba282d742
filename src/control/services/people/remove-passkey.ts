import type { PersonId } from '#base/ids.ts';
import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { found, write } from '../write.ts';
import { permitOnAdministrator } from './permit-on-administrator.ts';

/** The cause that people whose connection is cut read. */
const cause = 'cut-by-administrator';

/**
 * Removes a passkey of somebody's, as when it was lost. Which passkey a session came by is not kept, so that every
 * session which rests on one ends: whoever found the key has nothing of it. Somebody who administers needs the right to
 * grant roles, as for their reset link: who may edit people could otherwise push an owner back to a weaker way in.
 * @throws Fault `not-found`
 */
export async function removePasskey(
  call: Call,
  { person, passkey }: { readonly person: PersonId; readonly passkey: string },
): Promise<void> {
  await permit(call, 'write', { type: 'Person', id: person });
  await write(call, async (tx) => {
    const row = found(await tx.people.find(person));
    await permitOnAdministrator(call, tx, row);
    if (!(await tx.passkeys.remove(person, passkey))) throw new Fault('not-found', 'no such passkey');
    const live = await tx.sessions.liveOfPerson(person);
    const resting = live.filter(({ methods }) => methods.includes('hwk')).map(({ id }) => id);
    const ended = await tx.sessions.end(resting, cause);
    return {
      value: undefined,
      event: {
        kind: 'object-removed',
        about: [person, passkey, ...ended],
        data: { type: 'passkey', ended: ended.length },
      },
      changes: ended.length === 0 ? [] : [{ kind: 'revoke', subjects: ended, cause }],
    };
  });
}
