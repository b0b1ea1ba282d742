import type { DecisionInput } from '#contracts/access.ts';
import { allPolicies } from '#decision/index.ts';
import type { PersonRow } from '#store/index.ts';
import type { Call } from '../call.ts';
import { personFacts } from '../person-facts.ts';
import { zoneOf } from '../zone.ts';

const roles = ['owner', 'admin'] as const;

/**
 * Those with a role, enabled, who may publish policies when they come fresh from signing in. Whoever administers by a group
 * alone is not counted: the answer errs to "too few", which is said and stops nobody.
 */
export async function administrators(
  call: Pick<Call, 'store' | 'decider' | 'clock' | 'usualZone'>,
): Promise<readonly PersonRow[]> {
  const { store, decider, clock, usualZone } = call;
  const rows = (await Promise.all(roles.map((role) => store.people.enabledWithRole(role)))).flat();
  const people = [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, 50);
  const at = clock.wall();
  const time = { at, zone: await zoneOf(store, usualZone) };
  const inputs: DecisionInput[] = [];
  const asked: PersonRow[] = [];
  for (const row of people) {
    const principal = await personFacts(store, row.id);
    if (principal === undefined) continue;
    asked.push(row);
    inputs.push({
      principal,
      action: 'publish',
      resource: allPolicies,
      authn: { methods: ['pwd', 'otp', 'hwk'], authenticatedAt: at },
      device: { class: 'unmanaged', facts: {} },
      network: { address: '127.0.0.1' },
      time,
    });
  }
  const decisions = inputs.length === 0 ? [] : await decider.decide(inputs);
  return asked.filter((_, place) => decisions[place]?.outcome === 'allow');
}
