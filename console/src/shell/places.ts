import type { Operation } from '#contracts/api/operation.ts';
import { api } from '#contracts/api/operations.ts';
import { useMays } from '../rights/use-may.ts';
import { said } from '../texts/said.ts';

/** A place of the administration that the frame leads to. */
export interface Place {
  readonly to: string;
  /** What the page reads first: whoever may not is not led there. */
  readonly by: Operation;
  readonly label: string;
}

/** What stands together in the frame. */
export interface PlaceGroup {
  readonly label: string;
  readonly places: readonly Place[];
}

/** Every place, in groups; a new page adds its line here. */
export const placeGroups: readonly PlaceGroup[] = [
  {
    label: said('Watch'),
    places: [
      { to: '/', by: api.installation.status, label: said('Overview') },
      { to: '/live', by: api.connections.list, label: said('Live connections') },
      { to: '/decisions', by: api.decisions.list, label: said('Decisions') },
      { to: '/why', by: api.decisions.why, label: said('Why?') },
      { to: '/map', by: api.access.map, label: said('Access map') },
      { to: '/audit', by: api.audit.list, label: said('Audit') },
      { to: '/first-steps', by: api.sample.get, label: said('First steps') },
    ],
  },
  {
    label: said('Who and what'),
    places: [
      { to: '/apps', by: api.apps.list, label: said('Apps') },
      { to: '/people', by: api.people.list, label: said('People') },
      { to: '/groups', by: api.groups.list, label: said('Groups') },
      { to: '/service-accounts', by: api.serviceAccounts.list, label: said('Service accounts') },
      { to: '/policies', by: api.policies.list, label: said('Policies') },
      { to: '/policy-tests', by: api.policies.test, label: said('Policy tests') },
      { to: '/proposals', by: api.proposals.list, label: said('Second person') },
      { to: '/tags', by: api.tags.list, label: said('Tags') },
    ],
  },
  {
    label: said('Installation'),
    places: [
      { to: '/providers', by: api.providers.list, label: said('Providers') },
      { to: '/gateways', by: api.gateways.list, label: said('Gateways') },
      { to: '/settings', by: api.tokens.list, label: said('Settings') },
    ],
  },
];

/** All places in one list. */
export const places: readonly Place[] = placeGroups.flatMap((group) => group.places);

/** The places that whoever looks at the console may read, in their groups. */
export function usePlaceGroups(): readonly PlaceGroup[] {
  const mays = useMays(places);
  const open = new Set(places.filter((_, at) => mays[at]?.kind === 'yes'));
  return placeGroups
    .map((group) => ({ ...group, places: group.places.filter((place) => open.has(place)) }))
    .filter((group) => group.places.length > 0);
}
