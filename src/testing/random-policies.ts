import fc from 'fast-check';
import type { DecisionInput, GroupFacts, TagFacts } from '#contracts/access.ts';
import { mondayMorning, someApp, someInput, somePerson } from './decisions.ts';

// A small world, so that random policies and requests meet often.
const people = ['per_a', 'per_b', 'per_c'];
const groups = ['grp_a', 'grp_b', 'grp_c', 'grp_d'];
const apps = ['app_a', 'app_b', 'app_c'];
const routes = ['rte_a', 'rte_b'];
const tags = ['a', 'b', 'c', 'd'];
const ages = [0, 59, 60, 61, 3600, 90_000];
const minutes = [0, 539, 540, 541, 630, 1439];

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const entity = (type: string, ids: readonly string[]) => one(...ids).map((id) => `${type}::"${id}"`);
const principals = fc.oneof(
  one('principal is Person', 'principal is Person', 'principal is ServiceAccount', 'principal', 'principal'),
  entity('Person', people).map((uid) => `principal == ${uid}`),
  entity('ServiceAccount', ['sva_a', 'sva_b']).map((uid) => `principal == ${uid}`),
  entity('Group', groups).map((uid) => `principal in ${uid}`),
  entity('Group', groups).map((uid) => `principal is Person in ${uid}`),
  entity('Person', people).map((uid) => `principal in ${uid}`),
);
const actions = one(
  'action == Action::"open"',
  'action == Action::"open"',
  'action == Action::"open"',
  'action in [Action::"open", Action::"read"]',
  'action in Action::"administer"',
  'action == Action::"write"',
  'action',
);
const resources = fc.oneof(
  one('resource', 'resource', 'resource', 'resource is App', 'resource is Route', 'resource is Group'),
  entity('App', apps).map((uid) => `resource == ${uid}`),
  entity('App', apps).map((uid) => `resource in ${uid}`),
  entity('Route', routes).map((uid) => `resource == ${uid}`),
  entity('Tag', tags).map((uid) => `resource in ${uid}`),
  entity('Tag', tags).map((uid) => `resource is App in ${uid}`),
  entity('Person', people).map((uid) => `resource == ${uid}`),
);
const operators = one('<', '<=', '>', '>=', '==', '!=');
// Each of these errs for requests that lack what it reads.
const careless = one(
  'principal.email == "ann@a.example"',
  'principal.owner == Person::"per_a"',
  'resource.route == "a"',
  'resource.system == "portal"',
  'context.network.country == "DE"',
  'context.risk.score > 50',
  'context.http.method == "GET"',
  'context.authn.ageSeconds < principal.nope',
);
const atoms = fc.oneof(
  careless,
  careless,
  careless,
  entity('Group', groups).map((uid) => `principal in ${uid}`),
  fc.tuple(entity('Group', groups), entity('Group', groups)).map(([a, b]) => `principal in [${a}, ${b}]`),
  fc.tuple(entity('Group', groups), entity('Group', groups)).map(([a, b]) => `${a} in ${b}`),
  fc.tuple(entity('Tag', tags), entity('Tag', tags)).map(([a, b]) => `${a} in ${b}`),
  entity('Tag', tags).map((uid) => `resource in ${uid}`),
  entity('App', apps).map((uid) => `resource in ${uid}`),
  entity('App', apps).map((uid) => `resource == ${uid}`),
  entity('Person', people).map((uid) => `principal == ${uid}`),
  entity('Person', people).map((uid) => `${uid} != principal`),
  entity('Person', people).map((uid) => `[${uid}].contains(principal)`),
  fc.tuple(operators, one(...ages)).map(([op, age]) => `context.authn.ageSeconds ${op} ${age}`),
  fc.tuple(operators, one(...minutes)).map(([op, minute]) => `${minute} ${op} context.time.minute`),
  one(
    'principal == resource',
    'principal in resource',
    'principal in [resource, Group::"grp_d"]',
    'principal in (if resource is Group then resource else principal)',
    'principal is Person',
    'resource is Route',
    'principal is Person in Group::"grp_a"',
    '(if principal is Person then principal else resource) in Group::"grp_b"',
    'principal.roles.contains("owner")',
    'principal.labels.containsAny(["x", "y"])',
    'principal has email',
    'principal has owner && principal.owner == Person::"per_a"',
    'principal.kind == "person"',
    'resource.sensitivity == "high"',
    'resource.labels.contains("x")',
    'resource.tags.contains("a")',
    'resource has route && resource.route == "a"',
    'resource has system',
    'resource.name == principal.name',
    'context.authn.methods.contains("otp")',
    'context.authn.phishingResistant',
    'context.authn == {methods: ["pwd"], phishingResistant: false, ageSeconds: 60}',
    'context.authn.ageSeconds + 1 < 62',
    '[0, 60].contains(context.authn.ageSeconds)',
    'context.network has country && context.network.country == "DE"',
    'context has network.asn',
    'context.network.address.isInRange(ip("10.0.0.0/8"))',
    '[6, 7].contains(context.time.weekday)',
    'context.time.weekday == 1',
    'context.time.minute * 2 > 1000',
    'context.time.date < datetime("2026-11-24")',
    'context has risk && context.risk.score > 50',
    'context has risk',
    'context has risk.level && ["low"].contains(context.risk.level)',
    'context has http && context.http.method == "GET"',
    'context has http && context.http.path like "/a/*"',
    'context has http',
    'context.device.managed',
    '(if context has risk then context.authn else context.authn).ageSeconds < 60',
    '{a: context.time.minute}.a < 540',
    'context == context',
  ),
);
const conditions = fc.oneof(
  atoms,
  atoms.map((a) => `!(${a})`),
  fc.tuple(atoms, one('&&', '||'), atoms).map(([a, op, b]) => `(${a}) ${op} (${b})`),
  fc.tuple(atoms, atoms, atoms).map(([a, b, c]) => `if (${a}) then (${b}) else (${c})`),
);
const clauses = fc
  .array(
    fc.tuple(one('when', 'unless'), conditions).map(([kind, body]) => `${kind} { ${body} }`),
    {
      maxLength: 2,
    },
  )
  .map((all) => all.join(' '));
/** The text of a policy that may meet the inputs, err on them, or have nothing to do with them. */
export const randomPolicy = fc
  .tuple(one('permit', 'permit', 'permit', 'permit', 'forbid'), principals, actions, resources, clauses)
  .map(([effect, p, a, r, c]) => `${effect}(${p}, ${a}, ${r}) ${c};`);

/** Random direct parents, upwards only, with everything above listed as well. */
function hierarchy(ids: readonly string[]) {
  const parents = fc.tuple(...ids.map((_, n) => fc.subarray(ids.slice(n + 1))));
  return fc.tuple(fc.subarray([...ids]), parents).map(([direct, above]) => {
    const all = new Set<string>();
    const add = (id: string): void => {
      all.add(id);
      for (const parent of above[ids.indexOf(id)] ?? []) add(parent);
    };
    for (const id of direct) add(id);
    return [...all].map((id) => ({ id, parents: above[ids.indexOf(id)] ?? [] }));
  });
}

const groupFacts = hierarchy(groups).map((all): GroupFacts[] => all.map((g) => ({ ...g, name: g.id })));
const tagFacts = hierarchy(tags).map((all): TagFacts[] =>
  all.map(({ id, parents }) => ({ name: id, parents })),
);
const labels = fc.subarray(['x', 'y']);
const principalFacts = fc.oneof(
  fc
    .record({
      id: one(...people),
      groups: groupFacts,
      labels,
      roles: fc.subarray(['owner', 'admin']),
      email: one(undefined, 'ann@a.example', 'bob@b.example'),
    })
    .map(({ email, ...facts }) => somePerson({ ...facts, ...(email === undefined ? {} : { email }) })),
  fc
    .record({
      id: one('sva_a', 'sva_b'),
      groups: groupFacts,
      labels,
      owner: one(...people),
      apps: one(apps, apps, apps, apps.slice(1)),
    })
    .map((facts) => ({
      kind: 'service-account' as const,
      name: 'robot',
      roles: [],
      ...facts,
    })),
);
const optional = <T>(value: T) => one<readonly T[]>([], [value]);
/** Something asked by somebody of that world, about an app, a route of it, or what is administered. */
export const randomInput = fc
  .record({
    principal: principalFacts,
    app: fc.record({
      id: one(...apps),
      tags: tagFacts,
      labels,
      sensitivity: one('low' as const, 'high' as const),
    }),
    managed: one(undefined, undefined, undefined, undefined, ...people, 'grp_a', 'grp_b'),
    route: one(undefined, ...routes),
    methods: fc.subarray(['pwd', 'otp', 'hwk'] as const),
    age: one(...ages, 1, 62),
    at: one(0, 30, 60 * 14, 60 * 24 * 5).map((minute) => mondayMorning + minute * 60_000),
    address: one('10.1.2.3', '::ffff:10.1.2.3', '2001:db8::1', '192.0.2.1'),
    country: optional('DE'),
    asn: optional(1),
    risk: optional({ level: 'low' as const, score: 60, signals: [] }),
    http: optional({ method: 'GET', path: '/a/b' }),
  })
  .map((w): DecisionInput => {
    const [country] = w.country;
    const [asn] = w.asn;
    const [risk] = w.risk;
    const [http] = w.http;
    const route =
      w.managed === undefined && w.route !== undefined ? { id: w.route, name: w.route.slice(4) } : undefined;
    return {
      ...someInput({
        principal: w.principal,
        authn: { methods: w.methods, authenticatedAt: w.at - w.age * 1000 },
        time: { at: w.at, zone: 'Europe/Berlin' },
        network: {
          address: w.address,
          ...(country === undefined ? {} : { country }),
          ...(asn === undefined ? {} : { asn }),
        },
      }),
      ...(risk === undefined ? {} : { risk }),
      ...(http === undefined ? {} : { http }),
      ...(route === undefined ? {} : { route }),
      ...(w.managed === undefined
        ? { action: 'open', resource: someApp(w.app) }
        : {
            action: 'write',
            resource: { type: w.managed.startsWith('grp') ? 'Group' : 'Person', id: w.managed },
          }),
    };
  });
