import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DecisionInput } from '#contracts/access.ts';
import { createPolicySet, createSharing, sightsOf } from '#policy/index.ts';
import { snapshotOf, someApp, someGroup, someInput, somePerson } from '#testing/decisions.ts';
import { randomInput, randomPolicy } from '#testing/random-policies.ts';
import { decide } from './decide.ts';

const openApps = 'permit(principal is Person, action == Action::"open", resource is App)';

function textsOf(policies: readonly string[], inputs: readonly DecisionInput[]) {
  const textOf = createSharing(sightsOf(createPolicySet(snapshotOf(...policies))));
  return inputs.map((input) => textOf(input));
}

const fields = ['principal', 'resource', 'route', 'authn', 'network', 'risk', 'http', 'time'] as const;

/** The input with one of its parts taken from another. */
function mixed(input: DecisionInput, other: DecisionInput, field: (typeof fields)[number]): DecisionInput {
  const { [field]: _, ...rest } = input;
  return { ...rest, ...(other[field] === undefined ? {} : { [field]: other[field] }) } as DecisionInput;
}

it('takes two inputs for alike only where every decision about them is the same, whatever the policies', () => {
  const alike = new Map<string, number>();
  fc.assert(
    fc.property(
      fc.array(randomPolicy, { maxLength: 4, size: 'max' }),
      fc.array(randomInput, { minLength: 4, maxLength: 8 }),
      (texts, inputs) => {
        const set = createPolicySet(snapshotOf(...texts));
        const textOf = createSharing(sightsOf(set));
        for (const [n, input] of inputs.entries()) {
          const text = textOf(input);
          const other = inputs[n + 1];
          if (text === undefined || other === undefined) continue;
          for (const field of fields) {
            const varied = mixed(input, other, field);
            if (textOf(varied) !== text) continue;
            expect(decide(varied, set)).toEqual(decide(input, set));
            if (JSON.stringify(varied) !== JSON.stringify(input))
              alike.set(field, (alike.get(field) ?? 0) + 1);
          }
        }
      },
    ),
    { numRuns: Number(process.env.SHARING_RUNS ?? 200) },
  );
  // A comparison of inputs that did not differ would prove nothing. A route is looked at by itself, always.
  const proven = fields.filter((field) => (alike.get(field) ?? 0) > 5);
  expect(proven).toEqual(fields.filter((field) => field !== 'route'));
});

const two = (over: Partial<DecisionInput>, other: Partial<DecisionInput>) => [
  someInput(over),
  someInput(other),
];
const staff = { principal: somePerson({ id: 'per_a', labels: ['staff'] }) };
const guest = { principal: somePerson({ id: 'per_b', labels: ['guest'] }) };
const here = { network: { address: '192.0.2.1' } };
const there = { network: { address: '192.0.2.2' } };
const early = { time: { at: 1, zone: 'UTC' } };
const late = { time: { at: 2, zone: 'UTC' } };
const known = { network: { address: '192.0.2.1', country: 'DE' } };
const risky = { risk: { level: 'low' as const, score: 1, signals: [] } };
const group = { action: 'write' as const, resource: { type: 'Group' as const, id: 'grp_a' } };
const member = { principal: somePerson({ groups: [someGroup('grp_a')] }), ...group };
const other = { principal: somePerson(), ...group };
const wiki = { resource: someApp({ id: 'app_wiki' }) };
const chat = { resource: someApp({ id: 'app_chat' }) };

it.each([
  ['labels', `${openApps} when { principal.labels.contains("staff") };`, two(staff, guest)],
  ['who it is', `${openApps} when { principal == Person::"per_a" };`, two(staff, guest)],
  [
    'the address',
    `${openApps} when { context.network.address.isInRange(ip("10.0.0.0/8")) };`,
    two(here, there),
  ],
  ['the moment', `${openApps} when { context.time.minute > 5 };`, two(early, late)],
  ['what is there at all', `${openApps} when { context.network has country };`, two(here, known)],
  ['a record that is there', `${openApps} when { context has risk };`, two({}, risky)],
  [
    'any group where any may count',
    'permit(principal is Person, action == Action::"write", resource) when { principal in resource };',
    two(member, other),
  ],
  [
    'the app',
    'permit(principal is Person, action == Action::"open", resource == App::"app_wiki");',
    two(wiki, chat),
  ],
])('tells inputs apart by %s where a policy looks at it, and not where none does', (_, policy, inputs) => {
  const [one, other] = textsOf([policy], inputs);
  expect(one).not.toBe(other);
  const [same, again] = textsOf([`${openApps};`], inputs);
  expect(same).toBeDefined();
  expect(same).toBe(again);
});

it('takes nothing for alike where the age of the sign-in counts', () => {
  const aged = `${openApps} when { context.authn.ageSeconds < 60 };`;
  expect(textsOf([aged], two({}, {}))).toEqual([undefined, undefined]);
});

it('looks no further than the policies that can concern an app', () => {
  const policies = [
    'permit(principal is Person, action == Action::"open", resource == App::"app_wiki") when { principal.labels.contains("staff") };',
    'permit(principal is Person, action == Action::"open", resource == App::"app_chat");',
  ];
  const [onWiki, alsoWiki] = textsOf(policies, two({ ...staff, ...wiki }, { ...guest, ...wiki }));
  expect(onWiki).not.toBe(alsoWiki);
  const [onChat, alsoChat] = textsOf(policies, two({ ...staff, ...chat }, { ...guest, ...chat }));
  expect(onChat).toBe(alsoChat);
});

it('keeps no more than its bound, and then takes less for alike, never more', () => {
  const policies = [`${openApps} when { principal.labels.contains("staff") };`];
  const sights = sightsOf(createPolicySet(snapshotOf(...policies)));
  const inputs = Array.from({ length: 50 }, (_, n) =>
    someInput({ principal: somePerson({ id: `per_${n}`, labels: n % 2 === 0 ? ['staff'] : [] }) }),
  );
  const textOf = createSharing(sights);
  const roomy = inputs.map((input) => textOf(input));
  expect(new Set(roomy).size).toBe(2);
  const tightly = createSharing(sights, 10);
  const tight = inputs.map((input) => tightly(input));
  expect(new Set(tight).size).toBeGreaterThan(2);
  const staffTexts = new Set(tight.filter((_, n) => n % 2 === 0));
  expect(tight.filter((text, n) => n % 2 === 1 && staffTexts.has(text))).toEqual([]);
});
