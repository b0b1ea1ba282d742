import type { Proposal } from '#contracts/api/proposals.ts';
import type { WeakeningCode } from '#contracts/weakening.ts';
import { said } from '../../texts/said.ts';

/** What can become of a proposal. */
export const stateWords: Readonly<Record<Proposal['state'], string>> = {
  open: said('waits'),
  approved: said('carried out'),
  rejected: said('rejected'),
  withdrawn: said('withdrawn'),
  expired: said('too old'),
};

export const stateColours: Readonly<Record<Proposal['state'], string>> = {
  open: 'yellow',
  approved: 'teal',
  rejected: 'red',
  withdrawn: 'gray',
  expired: 'gray',
};

/** What a change weakens, by its rule. */
export const weakeningWords: Readonly<Record<WeakeningCode, string>> = {
  'permit-in-force': said('a permit is in force that was not, or sooner'),
  'forbid-not-in-force': said('a forbid is no longer in force, or later'),
  'text-may-give': said('its text was changed, and it is not plain that this only takes'),
  'test-removed': said('a policy test is gone'),
  'open-to-everybody': said('something of it is open without sign-in'),
  'upstream-changed': said('it leads to another place, or trusts it by another proof'),
  'served-looser': said('it is served with less strict settings'),
  'app-enabled': said('it is switched on again'),
  'other-policies-apply': said(
    'policies that name its tags, labels or routes may say something else of it now',
  ),
  'role-given': said('a role is given'),
  'becomes-administrator': said('somebody may become an administrator by it'),
  'acts-for-another': said('a token acts in the name of another person'),
  'program-opens-more': said('a program may open another app'),
  'provider-trusted': said('the word of a provider of sign-ins counts, or counts for more'),
  'gateway-trusted': said('a gateway is let in'),
  'zone-changed': said('policies read the time in another zone'),
};

/** What somebody proposed, by the operation; of others the API's own words are shown. */
export const operationWords: Readonly<Record<string, string>> = {
  'policies.create': said('A new policy'),
  'policies.update': said('A change of a policy'),
  'policies.remove': said('A policy removed'),
  'policies.publish': said('Several changes of policies'),
  'policies.rollBack': said('Going back to earlier policies'),
  'policies.removeTest': said('A policy test removed'),
  'apply.write': said('Objects from files'),
  'apps.create': said('A new app'),
  'apps.update': said('A change of an app'),
  'people.invite': said('An invitation'),
  'people.update': said('A change of a person'),
  'people.reset-link': said('A link to sign in anew'),
  'groups.add': said('Somebody put into a group'),
  'groups.update': said('A change of a group'),
  'tags.update': said('A change of a tag'),
  'providers.create': said('A new provider'),
  'providers.update': said('A change of a provider'),
  'service-accounts.create': said('A new service account'),
  'service-accounts.update': said('A change of a service account'),
  'gateways.join-token': said('A join token for gateways'),
  'gateways.enable': said('A gateway enabled again'),
  'settings.update': said('A change of the settings'),
  'tokens.create': said('An API token'),
};
