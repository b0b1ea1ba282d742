import {
  type AdministrativeAction,
  administrativeActions,
  type ManagedFacts,
  managedTypes,
  type Need,
} from '#contracts/access.ts';
import { Fault } from '#contracts/errors.ts';
import type { AdministrativeQuestion } from '../../faces.ts';
import type { Call } from '../call.ts';

interface Rights {
  readonly of: string;
  readonly allowed: readonly AdministrativeAction[];
  readonly stronger: readonly { readonly action: AdministrativeAction; readonly need: Need }[];
}

/**
 * Says what the caller may do to each of these things, whether they exist or not: policy knows type and id alone, so
 * the answer tells nothing of what there is. It permits nothing; every operation asks for itself.
 */
export async function rightsOf(
  call: Call,
  things: readonly string[],
): Promise<{ readonly items: readonly Rights[] }> {
  const wishes = things.flatMap((thing) =>
    administrativeActions.map((action) => ({ thing, action, resource: resourceOf(thing) })),
  );
  const asked = wishes.map(({ action, resource }): AdministrativeQuestion => ({ action, resource }));
  const decisions = await call.authorizeEach(call.caller, asked);
  const answers = wishes.map((wish, place) => ({ ...wish, decision: decisions[place] }));
  const items = things.map((of) => {
    const ofThis = answers.filter(({ thing }) => thing === of);
    return {
      of,
      allowed: ofThis.flatMap(({ action, decision }) => (decision?.outcome === 'allow' ? [action] : [])),
      stronger: ofThis.flatMap(({ action, decision }) =>
        decision?.outcome === 'challenge' ? [{ action, need: decision.need ?? {} }] : [],
      ),
    };
  });
  return { items };
}

function resourceOf(thing: string): ManagedFacts {
  const at = thing.indexOf(':');
  const type = managedTypes.find((one) => one === thing.slice(0, at));
  if (type === undefined) throw new Fault('invalid-request', `${thing} is no type and id`);
  return { type, id: thing.slice(at + 1) };
}
