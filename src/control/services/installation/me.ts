import type { Me } from '#contracts/api/installation.ts';
import type { Call } from '../call.ts';
import { organisation } from '../permit.ts';
import { demoOf } from './demo-of.ts';

/** Says who asks, and whether the administration is anything for them. */
export async function me(call: Call, csrf: string | null): Promise<Me> {
  const { caller, place, version } = call;
  const person = caller.person === undefined ? undefined : await call.store.people.find(caller.person);
  const decision = await call.authorize({ caller, action: 'read', resource: organisation });
  return {
    actor: { ...caller.actor },
    person:
      person === undefined
        ? null
        : { id: person.id, name: person.name, email: person.email, roles: person.roles },
    session: caller.session ?? null,
    csrf,
    mayAdminister: decision.outcome === 'allow',
    demo: await demoOf(call.store.settings),
    domain: place.domain,
    version,
  };
}
