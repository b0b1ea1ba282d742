import { describe, expect, it } from 'vitest';
import type { App } from '#contracts/api/apps.ts';
import type { Person } from '#contracts/api/people.ts';
import type { ProviderView } from '#contracts/api/providers.ts';
import type { VersionedPolicy } from '#contracts/policies.ts';
import { providerSettingsSchema } from '#contracts/provider-settings.ts';
import { type WeakeningCode, weakeningCodes } from '#contracts/weakening.ts';
import { digestOf } from './digest-of.ts';
import type { Judged, JudgedDeed, Spoken } from './judged.ts';
import { whatWeakens } from './what-weakens.ts';

const permit = 'permit (principal is Person, action == Action::"open", resource == App::"a");';
const forbid = 'forbid (principal is Person, action == Action::"open", resource == App::"a");';
const when = (text: string) => text.replace(';', ' when { principal.roles.contains("owner") };');

const policy = (text: string, more: Partial<VersionedPolicy> = {}): VersionedPolicy => ({
  id: 'pol_1',
  name: 'one',
  title: 'One',
  text,
  mode: 'enforce',
  enabled: true,
  ...more,
});
type Book = readonly VersionedPolicy[];
const policies = (before: Book, after: Book): Judged => ({
  type: 'policies',
  base: 1,
  revision: 2,
  before,
  after,
  message: '',
});
const found = (judged: Judged) => whatWeakens([judged]).map(({ rule }) => rule);
const off = { enabled: false };
const observing = { mode: 'observe' as const };
const dated = (enforceFrom: number) => ({ mode: 'observe' as const, enforceFrom });

describe('policies', () => {
  const cases: readonly (readonly [string, Book, Book, readonly WeakeningCode[]])[] = [
    ['a new permit', [], [policy(permit)], ['permit-in-force']],
    ['a new permit that is off', [], [policy(permit, off)], []],
    ['a new permit that observes', [], [policy(permit, observing)], []],
    ['a new permit with a date', [], [policy(permit, dated(100))], ['permit-in-force']],
    ['a permit that is switched on', [policy(permit, off)], [policy(permit)], ['permit-in-force']],
    ['a permit that is enforced', [policy(permit, observing)], [policy(permit)], ['permit-in-force']],
    ['a permit sooner', [policy(permit, dated(200))], [policy(permit, dated(100))], ['permit-in-force']],
    ['a permit later', [policy(permit, dated(100))], [policy(permit, dated(200))], []],
    ['a permit removed', [policy(permit)], [], []],
    ['a permit with another condition', [policy(permit)], [policy(when(permit))], []],
    ['a permit with a condition less', [policy(when(permit))], [policy(permit)], ['text-may-give']],
    ['a new forbid', [], [policy(forbid)], []],
    ['a forbid removed', [policy(forbid)], [], ['forbid-not-in-force']],
    ['a forbid that was off removed', [policy(forbid, off)], [], []],
    ['a forbid switched off', [policy(forbid)], [policy(forbid, off)], ['forbid-not-in-force']],
    ['a forbid set to observe', [policy(forbid)], [policy(forbid, observing)], ['forbid-not-in-force']],
    ['a forbid put off', [policy(forbid, dated(100))], [policy(forbid, dated(200))], ['forbid-not-in-force']],
    ['a forbid with a condition more', [policy(forbid)], [policy(when(forbid))], ['text-may-give']],
    ['a forbid with a condition less', [policy(when(forbid))], [policy(forbid)], []],
    [
      'a forbid marked as observing',
      [policy(forbid)],
      [policy(`@mode("observe") ${forbid}`)],
      ['text-may-give'],
    ],
    ['a permit marked as observing', [policy(permit)], [policy(`@mode("observe") ${permit}`)], []],
    ['a permit behind others', [policy(forbid)], [policy(`${forbid}\n${permit}`)], ['text-may-give']],
    ['a comment', [policy(permit)], [policy(`// why\n${permit}`)], []],
    ['a title', [policy(permit)], [policy(permit, { title: 'Two' })], []],
    ['one permit in place of the same', [policy(permit)], [policy(permit, { id: 'pol_2', name: 'two' })], []],
    ['a permit for a forbid', [policy(forbid)], [policy(permit)], ['text-may-give']],
    ['what cannot be read', [policy('permit (')], [], ['text-may-give']],
  ];
  it.each(cases)('%s', (_, before, after, rules) => {
    expect(found(policies(before, after))).toEqual(rules);
  });
});

const app: App = {
  id: 'app_1',
  name: 'wiki',
  title: 'Wiki',
  host: 'wiki.d',
  url: null,
  kind: 'web',
  system: null,
  state: 'enabled',
  access: 'policy',
  sensitivity: 'medium',
  labels: [],
  tags: [],
  upstream: { url: 'https://10.0.0.1', pin: 'x' },
  graceMs: 15_000,
  onChallenge: 'cut',
  routes: [],
  paths: { allow: [], ignoreCase: false },
  publicPaths: ['/a'],
  keepHeaders: [],
  allowedOrigins: [],
  isolated: true,
  timeouts: { connectMs: 1, responseMs: 1, idleMs: 1_000, streamIdleMs: 1_000 },
  maxBodyBytes: null,
  version: 1,
  createdAt: 0,
  changedAt: 0,
};
const nothing: Spoken = { tagsGained: [], tagsLost: [], labels: false, sensitivity: false, routes: false };
const changed = (edit: Partial<App>, spoken: Partial<Spoken> = {}, from: Partial<App> = {}): Judged => ({
  type: 'app',
  before: { ...app, ...from },
  after: { ...app, ...edit },
  spoken: { ...nothing, ...spoken },
});
const timeouts = (edit: Partial<App['timeouts']>) => ({ timeouts: { ...app.timeouts, ...edit } });

describe('apps', () => {
  const cases: readonly (readonly [string, Judged, readonly WeakeningCode[]])[] = [
    ['another public path', changed({ publicPaths: ['/a', '/b'] }), ['open-to-everybody']],
    ['a public path less', changed({ publicPaths: [] }), []],
    ['a new app with public paths', { type: 'app', after: app, spoken: nothing }, ['open-to-everybody']],
    ['a new app', { type: 'app', after: { ...app, publicPaths: [] }, spoken: nothing }, []],
    ['public as a whole', changed({ access: 'public' }), ['open-to-everybody']],
    ['another upstream', changed({ upstream: { url: 'https://10.0.0.2', pin: 'x' } }), ['upstream-changed']],
    ['no pin', changed({ upstream: { url: 'https://10.0.0.1' } }), ['upstream-changed']],
    ['a longer grace', changed({ graceMs: 20_000 }), ['served-looser']],
    ['a shorter grace', changed({ graceMs: 10_000 }), []],
    ['a longer idle limit', changed(timeouts({ idleMs: 2_000 })), ['served-looser']],
    ['no limit of streams', changed(timeouts({ streamIdleMs: 0 })), ['served-looser']],
    ['a limit of streams', changed(timeouts({ streamIdleMs: 5 }), {}, timeouts({ streamIdleMs: 0 })), []],
    ['not isolated', changed({ isolated: false }), ['served-looser']],
    ['pausing', changed({ onChallenge: 'pause' }), ['served-looser']],
    ['another origin', changed({ allowedOrigins: ['https://x.example'] }), ['served-looser']],
    ['a kept header', changed({ keepHeaders: ['x-user'] }), ['served-looser']],
    ['another reading of paths', changed({ paths: { allow: [';'], ignoreCase: false } }), ['served-looser']],
    ['case of paths', changed({ paths: { allow: [], ignoreCase: true } }), ['served-looser']],
    ['another host', changed({ host: 'other.d' }), ['served-looser']],
    ['switched on', changed({}, {}, { state: 'disabled' }), ['app-enabled']],
    ['switched off', changed({ state: 'disabled' }), []],
    ['a tag that a permit names', changed({ tags: ['t'] }, { tagsGained: ['t'] }), ['other-policies-apply']],
    ['a tag less that a forbid names', changed({}, { tagsLost: ['t'] }), ['other-policies-apply']],
    ['a tag that nobody names', changed({ tags: ['t'] }), []],
    ['labels that are asked for', changed({ labels: ['x'] }, { labels: true }), ['other-policies-apply']],
    ['labels that are not', changed({ labels: ['x'] }), []],
    ['sensitivity', changed({ sensitivity: 'low' }, { sensitivity: true }), ['other-policies-apply']],
    [
      'routes that are named',
      changed({ routes: [{ id: 'rte_1', name: 'r', methods: [], patterns: ['/x'] }] }, { routes: true }),
      ['other-policies-apply'],
    ],
    ['a title', changed({ title: 'Other' }), []],
  ];
  it.each(cases)('%s', (_, judged, rules) => {
    expect(found(judged)).toEqual(rules);
  });
});

const person: Person = {
  id: 'per_1',
  name: 'Ada',
  email: 'ada@example.org',
  issuer: 'local',
  subject: 'per_1',
  state: 'enabled',
  roles: [],
  labels: [],
  groups: [],
  version: 1,
  createdAt: 0,
  changedAt: 0,
};
const provider: ProviderView = {
  id: 'prv_1',
  name: 'corp',
  title: 'Corp',
  issuer: 'https://login.example.org',
  clientId: 'sallyport',
  hasSecret: true,
  settings: providerSettingsSchema.parse({}),
  state: 'enabled',
  addresses: { callback: '', backChannelLogout: '', startLogin: '' },
  version: 1,
  createdAt: 0,
  changedAt: 0,
};
const somebody = (edit: Partial<Person>, from: Partial<Person> = {}, more: object = {}): Judged => ({
  type: 'person',
  before: { ...person, ...from },
  after: { ...person, ...edit },
  administers: true,
  labelsAdminister: false,
  ...more,
});
const vouched = (edit: Partial<ProviderView>, from: Partial<ProviderView> = {}): Judged => ({
  type: 'provider',
  before: { ...provider, ...from },
  after: { ...provider, ...edit },
});
const nobody = { administers: false };

describe('whom is trusted', () => {
  const { settings } = provider;
  const theirs = { settings: { ...settings, secondFactor: 'theirs' as const } };
  const cases: readonly (readonly [string, Judged, readonly WeakeningCode[]])[] = [
    ['a role', somebody({ roles: ['owner'] }), ['role-given']],
    ['a role less', somebody({}, { roles: ['owner'] }), []],
    ['an administrator enabled', somebody({}, { state: 'disabled' }), ['becomes-administrator']],
    ['somebody enabled', somebody({}, { state: 'disabled' }, nobody), []],
    ['an administrator’s address', somebody({ email: 'x@example.org' }), ['becomes-administrator']],
    ['an address', somebody({ email: 'x@example.org' }, {}, nobody), []],
    ['labels', somebody({ labels: ['x'] }), []],
    [
      'labels by which one administers',
      somebody({ labels: ['x'] }, {}, { labelsAdminister: true }),
      ['becomes-administrator'],
    ],
    ['a name', somebody({ name: 'Ada L.' }), []],
    ['a provider', { type: 'provider', after: provider }, ['provider-trusted']],
    ['a provider that is off', { type: 'provider', after: { ...provider, state: 'disabled' } }, []],
    ['a provider switched on', vouched({}, { state: 'disabled' }), ['provider-trusted']],
    ['a provider switched off', vouched({ state: 'disabled', ...theirs }), []],
    ['a provider whose factors count', vouched(theirs), ['provider-trusted']],
    ['a provider’s client', vouched({ clientId: 'other' }), ['provider-trusted']],
    ['a provider’s title', vouched({ title: 'Other' }), []],
  ];
  it.each(cases)('%s', (_, judged, rules) => {
    expect(found(judged)).toEqual(rules);
  });

  const deeds: readonly (readonly [JudgedDeed['deed'], WeakeningCode])[] = [
    ['test-removed', 'test-removed'],
    ['tag-moved', 'other-policies-apply'],
    ['group-of-administrators', 'becomes-administrator'],
    ['reset-link-of-administrator', 'becomes-administrator'],
    ['token-for-another', 'acts-for-another'],
    ['program-made', 'program-opens-more'],
    ['program-opens-more', 'program-opens-more'],
    ['join-token', 'gateway-trusted'],
    ['gateway-enabled', 'gateway-trusted'],
    ['zone-changed', 'zone-changed'],
  ];
  it.each(deeds)('the deed %s', (deed, rule) => {
    expect(found({ type: 'deed', deed, id: 'x', name: 'x', detail: {} })).toEqual([rule]);
  });
});

it('has a rule for every code', () => {
  expect(weakeningCodes.length).toBeGreaterThan(10);
});

describe('the digest of what is written', () => {
  const book = [policy(permit)];
  it('is the same for what is drawn anew, and another for anything else', () => {
    const made = (id: string, more: Partial<VersionedPolicy> = {}) =>
      digestOf([policies(book, [...book, policy(permit, { id, name: 'two', ...more })])]);
    expect(made('pol_2')).toBe(made('pol_3'));
    expect(made('pol_2')).not.toBe(made('pol_2', { text: forbid }));
    expect(made('pol_2')).not.toBe(made('pol_2', { mode: 'observe' }));
    const named = (group: string) =>
      digestOf([policies(book, [policy(permit.replace('is Person', `in Group::"${group}"`))])]);
    expect(named('grp_1')).not.toBe(named('grp_2'));
    const onApp = (id: string) =>
      digestOf([policies(book, [policy(permit.replace('"a"', `"${id}"`))])], [id]);
    expect(onApp('app_new1')).toBe(onApp('app_new2'));
  });
});
