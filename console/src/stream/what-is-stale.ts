import type { EventNoun, Happened } from '#contracts/api/events.ts';

/** Lists that show something of a kind, by the noun of their operation; what is not named here shows only its own. */
const shownBy: Partial<Record<EventNoun, readonly string[]>> = {
  people: ['groups'],
  groups: ['people'],
  apps: ['tags'],
  policies: ['apps', 'installation'],
  connections: ['sessions', 'gateways'],
};

/** Kinds that come all the time: nothing but their own lists is read anew because of them. */
const frequent: readonly EventNoun[] = ['decisions', 'connections', 'sessions', 'audit'];

/**
 * Tells whether a list is stale after what happened, by the noun of its operation (`people` of `people.list`).
 * What has no events of its own is stale whenever something rare has happened.
 */
export function isStale(noun: string, happened: readonly Pick<Happened, 'noun'>[]): boolean {
  return happened.some(
    (one) =>
      one.noun === noun ||
      shownBy[one.noun]?.includes(noun) === true ||
      (!frequent.includes(one.noun) && !ownEvents.has(noun)),
  );
}

const ownEvents: ReadonlySet<string> = new Set<EventNoun>([
  'people',
  'groups',
  'apps',
  'policies',
  'providers',
  'gateways',
  'tokens',
  'sessions',
  'connections',
  'decisions',
  'audit',
]);
