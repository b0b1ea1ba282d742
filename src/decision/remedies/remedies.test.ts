import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DecisionInput } from '#contracts/access.ts';
import type { FactChange } from '#contracts/explanation.ts';
import { createPolicySet } from '#policy/index.ts';
import { mondayMorning, snapshotOf, someGroup, someInput, somePerson } from '#testing/decisions.ts';
import { decide } from '../decide.ts';
import { explain } from '../explain.ts';
import { applyChange, type GroupsAbove } from './apply-change.ts';

const open = 'permit(principal is Person, action == Action::"open", resource)';
const when = (condition: string) => `${open} when { ${condition} };`;
const forbid = (clause: string) =>
  `forbid(principal is Person, action == Action::"open", resource) ${clause};`;
const inFinance = 'permit(principal in Group::"grp_finance", action == Action::"open", resource)';
const office = 'context.network.address.isInRange(ip("10.0.0.0/8"))';
const hours = 'context.time.minute >= 13 * 60 && context.time.minute < 18 * 60';
const otp = 'context.authn.methods.contains("otp")';

const remedies = (texts: readonly string[], input: Partial<DecisionInput> = {}, above: GroupsAbove = {}) =>
  explain(someInput(input), createPolicySet(snapshotOf(...texts)), above).remedies;

describe('remedies', () => {
  it.each<[string, readonly string[], readonly FactChange[], string]>([
    ['a stronger sign-in', [when(otp)], [{ kind: 'sign-in', need: { methods: ['otp'] } }], 'person'],
    ['a membership', [`${inFinance};`], [{ kind: 'join-group', group: 'grp_finance' }], 'administrator'],
    ['another network', [when(office)], [{ kind: 'network', range: '10.0.0.0/8' }], 'nobody'],
    [
      'what lifts a forbid',
      [`${open};`, forbid(`unless { ${office} }`)],
      [{ kind: 'network', range: '10.0.0.0/8' }],
      'nobody',
    ],
    [
      'another country',
      [when('context.network has country && context.network.country == "DE"')],
      [{ kind: 'country', country: 'DE' }],
      'nobody',
    ],
    ['another time', [when(hours)], [{ kind: 'time', at: Date.parse('2026-11-23T12:00:00Z') }], 'nobody'],
    [
      'a membership and a sign-in',
      [`${inFinance} when { ${otp} };`],
      [
        { kind: 'join-group', group: 'grp_finance' },
        { kind: 'sign-in', need: { methods: ['otp'] } },
      ],
      'administrator',
    ],
    [
      'three at once',
      [`${inFinance} when { ${office} && ${otp} };`],
      [
        { kind: 'join-group', group: 'grp_finance' },
        { kind: 'network', range: '10.0.0.0/8' },
        { kind: 'sign-in', need: { methods: ['otp'] } },
      ],
      'nobody',
    ],
  ])('find %s', (_, texts, changes, mender) => {
    expect(remedies(texts)).toEqual([{ changes, mender }]);
  });

  it('find a group to leave, with those through which somebody is in it', () => {
    const groups = [someGroup('grp_interns', ['grp_outside']), someGroup('grp_outside')];
    const texts = [
      `${open};`,
      'forbid(principal in Group::"grp_outside", action == Action::"open", resource);',
    ];
    expect(remedies(texts, { principal: somePerson({ groups }) })).toEqual([
      { changes: [{ kind: 'leave-group', group: 'grp_outside' }], mender: 'administrator' },
    ]);
  });

  it('list other ways of the same size, and no longer ones', () => {
    expect(
      remedies([`${inFinance};`, when(office), when(`${hours} && ${office}`)]).map(({ changes }) => changes),
    ).toEqual([[{ kind: 'join-group', group: 'grp_finance' }], [{ kind: 'network', range: '10.0.0.0/8' }]]);
  });

  it('do not suggest a group whose own groups are forbidden', () => {
    const texts = [
      `${inFinance};`,
      'forbid(principal in Group::"grp_frozen", action == Action::"open", resource);',
    ];
    const above = { grp_finance: [someGroup('grp_finance', ['grp_frozen']), someGroup('grp_frozen')] };
    expect(remedies(texts)).toHaveLength(1);
    expect(remedies(texts, {}, above)).toEqual([]);
  });

  it.each([
    ['a private policy refuses', [`${open};`, `@private ${forbid(`unless { ${office} }`)}`]],
    ['only a private policy would allow', [`@private ${inFinance};`]],
    ['nothing helps', [`${open};`, forbid('')]],
    ['there is no policy', []],
  ])('are none where %s', (_, texts) => {
    expect(remedies(texts)).toEqual([]);
  });

  it('are looked for with a bounded number of questions', () => {
    const groups = Array.from({ length: 40 }, (_, n) => `principal in Group::"grp_${n}"`).join(' && ');
    const set = createPolicySet(snapshotOf(when(`(${groups}) && ${office} && ${hours} && ${otp}`)));
    expect(explain(someInput(), set, {}).remedies).toEqual([]);
    expect(set.answers.size).toBeGreaterThan(10); // each question of a search is remembered there
    expect(set.answers.size).toBeLessThanOrEqual(64 + 8);
  });

  it('name no group to somebody whose groups are not known', () => {
    const { groups: _, ...principal } = somePerson();
    expect(remedies([`${inFinance};`], { principal })).toEqual([]);
  });

  const conditions = fc.constantFrom(
    otp,
    office,
    hours,
    `!(${office})`,
    'context.authn.phishingResistant',
    'context.authn.ageSeconds < 900',
    'context.time.weekday >= 6',
    'context.network has country && context.network.country == "DE"',
    'principal in Group::"grp_a"',
    '!(principal in Group::"grp_b")',
    'principal.labels.contains("x")',
  );
  const scopes = fc.constantFrom(
    'principal is Person',
    'principal in Group::"grp_a"',
    'principal in Group::"grp_b"',
  );
  const texts = fc.array(
    fc
      .tuple(fc.constantFrom('permit', 'permit', 'forbid'), scopes, fc.array(conditions, { maxLength: 3 }))
      .map(
        ([effect, scope, all]) =>
          `${effect}(${scope}, action == Action::"open", resource) ${all.length === 0 ? '' : `when { ${all.join(' && ')} }`};`,
      ),
    { minLength: 1, maxLength: 6 },
  );
  const people = fc
    .subarray(['grp_a', 'grp_b', 'grp_c'])
    .map((ids) => somePerson({ groups: ids.map((id) => someGroup(id)) }));

  it('flip the decision when they are applied, and do not when one of their changes is left out', () => {
    const above = { grp_a: [someGroup('grp_a', ['grp_c']), someGroup('grp_c')] };
    let seen = 0;
    let several = 0;
    fc.assert(
      fc.property(texts, people, fc.integer({ min: 0, max: 10 }), (policies, principal, hour) => {
        const at = mondayMorning + hour * 3_600_000;
        const input = someInput({
          principal,
          authn: { methods: ['pwd'], authenticatedAt: at - 3_600_000 },
          time: { at, zone: 'Europe/Berlin' },
        });
        const set = createPolicySet(snapshotOf(...policies));
        const before = decide(input, set);
        const found = explain(input, set, above);
        expect(found.decision).toEqual(before);
        expect(before.outcome === 'allow' && found.remedies.length > 0).toBe(false);
        const outcomeAfter = (changes: readonly FactChange[]) =>
          decide(
            changes.reduce((now, change) => applyChange(now, change, above), input),
            set,
          ).outcome;
        for (const { changes } of found.remedies) {
          seen += 1;
          if (changes.length > 1) several += 1;
          expect(changes.length).toBeLessThanOrEqual(3);
          expect(outcomeAfter(changes)).toBe('allow');
          for (const left of changes) {
            expect(outcomeAfter(changes.filter((change) => change !== left))).not.toBe('allow');
          }
        }
      }),
      { numRuns: 250 },
    );
    expect(seen).toBeGreaterThan(50);
    expect(several).toBeGreaterThan(10);
  });
});

describe('an explanation', () => {
  it('tells what policies nearly spoke, and which facts they look at', () => {
    const set = createPolicySet(
      snapshotOf(
        `${inFinance};`,
        when(office),
        `${open};`,
        forbid(`when { ${otp} }`),
        forbid('when { principal.email == "x" }'),
        'permit(principal == Person::"per_bob", action == Action::"open", resource);',
      ),
    );
    const { considered, facts } = explain(someInput(), set, {});
    expect(considered.map(({ policy, result }) => [policy, result])).toEqual([
      ['pol_0', 'other-group'],
      ['pol_1', 'not-satisfied'],
      ['pol_2', 'satisfied'],
      ['pol_3', 'not-satisfied'],
      ['pol_4', 'error'],
    ]);
    expect(considered[1]?.asks).toEqual(['context.network.address']);
    expect(facts.filter(({ asked }) => asked)).toEqual([
      { name: 'principal.email', asked: true },
      { name: 'principal.groups', value: [], asked: true },
      { name: 'context.authn.methods', value: ['pwd'], asked: true },
      { name: 'context.network.address', value: '192.0.2.7', asked: true },
    ]);
  });

  it('of a route has the forbids of its app', () => {
    const app = 'forbid(principal is Person, action == Action::"open", resource == App::"app_wiki");';
    const { considered } = explain(
      someInput({ route: { id: 'rte_a', name: 'a' } }),
      createPolicySet(snapshotOf(`${open};`, app)),
      {},
    );
    expect(considered.map(({ policy, result }) => [policy, result])).toEqual([
      ['pol_0', 'satisfied'],
      ['pol_1', 'satisfied'],
    ]);
  });
});
