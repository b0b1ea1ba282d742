import type { PersonFacts } from '#contracts/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import { entitiesIn } from '../policies/entity-names.ts';

/** People who differ in nothing but who they are. */
export interface Alike {
  readonly people: readonly PersonFacts[];
}

/** Nobody in particular: what a policy sees of a person who has nothing. */
export const nobody: PersonFacts = {
  kind: 'person',
  id: 'per_nobody',
  issuer: 'local',
  subject: 'per_nobody',
  name: 'nobody',
  roles: [],
  labels: [],
  groups: [],
};

/** Somebody else, who differs from the first in everything by which people are told apart. */
export const somebodyElse: PersonFacts = {
  ...nobody,
  id: 'per_somebody-else',
  issuer: 'elsewhere',
  subject: 'somebody-else',
  name: 'somebody else',
  email: 'somebody.else@example.org',
};

/**
 * Puts people together who have the same roles, labels and groups. Whom a policy names stands alone, and everybody
 * does where a name may be written with escapes, since it could be anybody's then.
 */
export function alikePeople(people: readonly PersonFacts[], snapshot: PolicySnapshot): readonly Alike[] {
  const escapes = snapshot.policies.some(({ text }) => /\\[^"\\]/.test(text));
  const named = new Set(snapshot.policies.flatMap(({ text }) => entitiesIn(text).map(({ name }) => name)));
  const found = new Map<string, PersonFacts[]>();
  for (const person of people) {
    const key = escapes || named.has(person.id) ? person.id : keyOf(person);
    const list = found.get(key);
    if (list === undefined) found.set(key, [person]);
    else list.push(person);
  }
  return [...found.values()].map((alike) => ({ people: alike }));
}

function keyOf({ roles, labels, groups }: PersonFacts): string {
  const ids = groups?.map(({ id }) => id).sort() ?? null;
  return JSON.stringify([[...roles].sort(), [...labels].sort(), ids]);
}
