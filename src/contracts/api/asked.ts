import type { AdministrativeAction, ManagedFacts } from '../access.ts';

/** One question that policy is asked before an operation is done: an action, and what it is done to. */
export interface Asked {
  readonly action: AdministrativeAction;
  readonly type: ManagedFacts['type'];
  /** The id of what it is done to, where that is always the same. */
  readonly id?: string;
  /** Else the parameter of the path that names it. */
  readonly param?: string;
  /** Nobody is asked where it is the caller's own. */
  readonly ownIsFree?: true;
}

const all = (action: AdministrativeAction): Asked => ({
  action,
  type: 'Organisation',
  id: 'organisation',
});
const one = (action: AdministrativeAction, type: Asked['type'], param: string): Asked => ({
  action,
  type,
  param,
});
const own = (asked: Asked): Asked => ({ ...asked, ownIsFree: true });
const audit = (action: AdministrativeAction): Asked => ({ action, type: 'Audit', id: 'audit' });
const publish: Asked = { action: 'publish', type: 'Policy', id: 'all' };
const writeAllPolicies: Asked = { action: 'write', type: 'Policy', id: 'all' };

const read = [all('read')];
const write = [all('write')];
const manageKeys = [all('manageKeys')];
const writePerson = [one('write', 'Person', 'person')];
const writeGroup = [one('write', 'Group', 'group')];
const ofAccount = (action: AdministrativeAction) => [one(action, 'ServiceAccount', 'account')];

/**
 * What policy is asked before each operation, all of which has to be allowed; by it a page offers what will be done.
 * The API asks by itself, and more where a request wants more (roles, somebody else's token). What gives everybody
 * their own, whoever they are, asks nothing here. The operations of the machine's own socket are not in it.
 */
export const askedBefore: Readonly<Record<string, readonly Asked[]>> = {
  'apps.list': read,
  'apps.get': read,
  'apps.create': write,
  'apps.update': [one('write', 'App', 'app')],
  'apps.remove': [one('write', 'App', 'app')],
  'apps.probe': write,
  'people.list': read,
  'people.get': [],
  'people.invite': write,
  'people.update': writePerson,
  'people.remove': writePerson,
  'people.methods': [],
  'people.groups': [],
  'people.identities': [],
  'people.remove-passkey': writePerson,
  'people.reset-link': writePerson,
  'groups.list': read,
  'groups.get': read,
  'groups.create': write,
  'groups.update': writeGroup,
  'groups.remove': writeGroup,
  'groups.members': read,
  'groups.service-accounts': read,
  'groups.add': writeGroup,
  'groups.drop': writeGroup,
  'service-accounts.list': read,
  'service-accounts.get': ofAccount('read'),
  'service-accounts.create': write,
  'service-accounts.update': ofAccount('write'),
  'service-accounts.remove': ofAccount('write'),
  'service-accounts.keys': ofAccount('read'),
  'service-accounts.add-key': ofAccount('manageKeys'),
  'service-accounts.end-key': ofAccount('manageKeys'),
  'service-accounts.revoke-key': ofAccount('cut'),
  'tags.list': read,
  'tags.create': write,
  'tags.update': write,
  'tags.remove': write,
  'policies.list': read,
  'policies.get': read,
  'policies.create': [all('write'), publish],
  'policies.update': [one('write', 'Policy', 'policy'), publish],
  'policies.remove': [one('write', 'Policy', 'policy'), publish],
  'policies.publish': [writeAllPolicies, publish],
  'policies.rollBack': [writeAllPolicies, publish],
  'policies.confirm': [publish],
  'policies.check': read,
  'policies.observed': read,
  'policies.revisions': read,
  'policies.revision': read,
  'policies.difference': read,
  'policies.preview': read,
  'policies.getPreview': read,
  'policies.cancelPreview': read,
  'policies.listTests': read,
  'policies.addTest': [writeAllPolicies],
  'policies.removeTest': [writeAllPolicies],
  'policies.test': read,
  'apply.plan': read,
  'apply.write': write,
  'sessions.list': [],
  'sessions.end': [own(one('cut', 'Session', 'session'))],
  'sessions.end-all-of': [own(one('cut', 'Person', 'person'))],
  'sessions.end-all': [all('cut')],
  'connections.list': [],
  'connections.cut': [own(all('cut'))],
  'decisions.list': [],
  'decisions.get': [],
  'decisions.why': read,
  'decisions.again': read,
  'access.map': read,
  'access.person': [one('read', 'Person', 'person')],
  'access.app': read,
  'access.public-paths': read,
  'audit.list': [audit('readAudit')],
  'audit.verify': [audit('readAudit')],
  'audit.export': [audit('export')],
  'keys.list': manageKeys,
  'keys.rotate': manageKeys,
  'gateways.list': read,
  'gateways.join-token': manageKeys,
  'gateways.disable': manageKeys,
  'gateways.enable': manageKeys,
  'tokens.list': [],
  'tokens.create': [],
  'tokens.revoke': [own(all('read')), own(all('cut'))],
  'providers.list': read,
  'providers.get': read,
  'providers.create': manageKeys,
  'providers.update': manageKeys,
  'providers.remove': manageKeys,
  'providers.test': manageKeys,
  'providers.unlink': writePerson,
  'events.stream': read,
  'search.find': [],
  'sample.get': read,
  'sample.protect': [all('read'), all('write'), publish],
  'proposals.list': read,
  'proposals.get': read,
  'proposals.approve': read,
  'proposals.reject': read,
  'proposals.withdraw': read,
  'weakenings.list': read,
  'weakenings.acknowledge': write,
  'reports.list': read,
  'reports.acknowledge': [one('write', 'Person', 'person')],
  'me.get': [],
  'me.rights': [],
  'settings.get': read,
  'settings.update': write,
  'status.get': read,
  'attention.list': read,
  'attention.acknowledge': write,
  'status.in-force': read,
  'authorities.get': read,
};

/** What is asked beside it where an operation changes the roles of a person, or what somebody with roles signs in with. */
export const askedForRoles: Asked = one('grantRole', 'Person', 'person');

/** What is asked beside it where somebody is invited who is to have roles. */
export const askedToInviteWithRoles: Asked = all('grantRole');
