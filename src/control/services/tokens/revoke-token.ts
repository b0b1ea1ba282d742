import { Fault } from '#contracts/errors.ts';
import type { Call } from '../call.ts';
import { actsForSelf, permit, sightOf } from '../permit.ts';
import { writeStanding } from '../write.ts';

/**
 * Revokes an API token at once: the next request that shows it is nobody's. A person revokes their own; anybody
 * else's needs the right to cut.
 * @throws Fault `not-found`
 */
export async function revokeToken(call: Call, id: string): Promise<void> {
  const sight = await sightOf(call);
  const self = actsForSelf(call, { owner: call.caller.person, action: 'cut' });
  const removedOwn = self ? call.caller.person : undefined;
  await writeStanding(call, async (tx) => {
    const own = removedOwn !== undefined && (await tx.apiTokens.remove(id, removedOwn));
    if (!own) {
      if (sight.kind === 'own') throw new Fault('not-found', 'not their own');
      await permit(call, 'cut');
      if (!(await tx.apiTokens.remove(id))) throw new Fault('not-found', 'no such token');
    }
    return {
      value: undefined,
      event: { kind: 'object-removed', about: [id], data: { type: 'api-token' } },
      changes: [],
    };
  });
}
