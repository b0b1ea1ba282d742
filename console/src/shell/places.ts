import { said } from '../texts/said.ts';

/** A place of the administration that the frame leads to. */
export interface Place {
  readonly to: string;
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
      { to: '/', label: said('Overview') },
      { to: '/live', label: said('Live connections') },
      { to: '/decisions', label: said('Decisions') },
      { to: '/why', label: said('Why?') },
      { to: '/map', label: said('Access map') },
      { to: '/audit', label: said('Audit') },
      { to: '/first-steps', label: said('First steps') },
    ],
  },
  {
    label: said('Who and what'),
    places: [
      { to: '/apps', label: said('Apps') },
      { to: '/people', label: said('People') },
      { to: '/groups', label: said('Groups') },
      { to: '/service-accounts', label: said('Service accounts') },
      { to: '/policies', label: said('Policies') },
      { to: '/policy-tests', label: said('Policy tests') },
      { to: '/tags', label: said('Tags') },
    ],
  },
  {
    label: said('Installation'),
    places: [
      { to: '/providers', label: said('Providers') },
      { to: '/gateways', label: said('Gateways') },
      { to: '/settings', label: said('Settings') },
    ],
  },
];

/** All places in one list. */
export const places: readonly Place[] = placeGroups.flatMap((group) => group.places);
