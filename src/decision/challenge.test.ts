import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthenticationMethod, DecisionInput } from '#contracts/access.ts';
import { createPolicySet } from '#policy/index.ts';
import { mondayMorning, snapshotOf, someInput, somePerson } from '#testing/decisions.ts';
import { satisfy } from './challenge.ts';
import { decide } from './decide.ts';

const open = 'permit(principal is Person, action == Action::"open", resource)';
const openWhen = (condition: string) => `${open} when { ${condition} };`;
const forbidUnless = (condition: string) =>
  `forbid(principal is Person, action == Action::"open", resource) unless { ${condition} };`;
const strength = (age: number, ...methods: AuthenticationMethod[]) => ({
  authn: { methods, authenticatedAt: mondayMorning - age * 1000 },
});
const ask = (input: Partial<DecisionInput>, ...texts: string[]) =>
  decide(someInput(input), createPolicySet(snapshotOf(...texts)));

const otp = 'context.authn.methods.contains("otp")';
const otpOrKey = 'context.authn.methods.containsAny(["otp", "hwk"])';
const key = 'context.authn.phishingResistant';
const fresh = 'context.authn.ageSeconds < 900';

describe('a challenge', () => {
  it.each([
    ['a second factor', strength(60, 'pwd'), [openWhen(otp)], { methods: ['otp'] }],
    ['a second factor, the weaker of two', strength(60, 'pwd'), [openWhen(otpOrKey)], { methods: ['otp'] }],
    ['a passkey', strength(60, 'pwd', 'otp'), [openWhen(key)], { methods: ['hwk'] }],
    [
      'freshness alone',
      strength(7200, 'pwd', 'otp'),
      [openWhen(`${otp} && ${fresh}`)],
      { maxAgeSeconds: 899 },
    ],
    [
      'both',
      strength(7200, 'pwd'),
      [openWhen(`${otp} && ${fresh}`)],
      { maxAgeSeconds: 899, methods: ['otp'] },
    ],
    ['a method and nothing about its age', strength(7200, 'pwd'), [openWhen(otp)], { methods: ['otp'] }],
    [
      'the greatest age that is enough for all policies',
      strength(7200, 'pwd'),
      [openWhen('context.authn.ageSeconds <= 3600'), forbidUnless('context.authn.ageSeconds < 600')],
      { maxAgeSeconds: 599 },
    ],
    ['what lifts a forbid', strength(60, 'pwd'), [`${open};`, forbidUnless(key)], { methods: ['hwk'] }],
    [
      'a password after another provider',
      strength(60, 'fed'),
      [openWhen('context.authn.methods.contains("pwd")')],
      { methods: ['pwd'] },
    ],
    [
      'a factor after a recovery code',
      strength(60, 'pwd', 'rec'),
      [
        `${open};`,
        'forbid(principal is Person, action == Action::"open", resource) when { context.authn.methods.contains("rec") };',
      ],
      { methods: ['otp'] },
    ],
  ])('asks for %s', (_, present, texts, need) => {
    expect(ask(present, ...texts)).toMatchObject({ outcome: 'challenge', reason: 'stronger-sign-in-needed' });
    expect(ask(present, ...texts).need).toEqual(need);
  });

  it.each([
    [
      'a forbid stands anyway',
      [openWhen(otp), 'forbid(principal is Person, action == Action::"open", resource);'],
    ],
    [
      'the group is missing too',
      ['permit(principal in Group::"grp_x", action == Action::"open", resource);'],
    ],
    ['the address is wrong too', [openWhen(`${otp} && context.network.address == ip("10.0.0.1")`)]],
    ['nobody could sign in like that', [openWhen('context.authn.methods.isEmpty()')]],
  ])('is not made where %s', (_, texts) => {
    expect(ask({}, ...texts)).toMatchObject({ outcome: 'deny' });
    expect(ask({}, ...texts).need).toBeUndefined();
  });

  it('betrays no private policy', () => {
    expect(ask({}, `${open};`, `@private ${forbidUnless(key)}`)).toMatchObject({
      outcome: 'deny',
      reason: 'no-policy-allows',
    });
    expect(ask({}, `@private ${openWhen(otp)}`)).toMatchObject({
      outcome: 'deny',
      reason: 'no-policy-allows',
    });
  });

  it('is not made to a program', () => {
    const principal = {
      kind: 'service-account' as const,
      id: 'sva_a',
      name: 'a',
      roles: [],
      labels: [],
      groups: [],
      apps: ['app_wiki'],
    };
    const text = `permit(principal is ServiceAccount, action == Action::"open", resource) when { ${otp} };`;
    expect(ask({ principal, ...strength(0, 'key') }, text).outcome).toBe('deny');
  });

  it('holds for a route by the forbids of its app as well', () => {
    const route = { id: 'rte_a', name: 'a' };
    const app = `forbid(principal is Person, action == Action::"open", resource == App::"app_wiki") unless { ${key} };`;
    expect(ask({ route }, openWhen(otp), app)).toMatchObject({
      outcome: 'challenge',
      need: { methods: ['otp', 'hwk'] },
    });
  });

  const conditions = fc.constantFrom(
    otp,
    otpOrKey,
    key,
    fresh,
    `!(${otp})`,
    'context.authn.methods.contains("pwd")',
    'context.authn.methods.contains("rec")',
    'context.authn.ageSeconds > 30',
    'context.authn.ageSeconds <= 3600',
    'principal in Group::"grp_x"',
    'principal.labels.contains("x")',
  );
  const texts = fc.array(
    fc.oneof(
      conditions.map(openWhen),
      fc.tuple(conditions, conditions).map(([a, b]) => openWhen(`${a} && ${b}`)),
      conditions.map(forbidUnless),
    ),
    { minLength: 1, maxLength: 5 },
  );

  it('asks for something that is enough, right away and until it is as old as it may be', () => {
    let challenges = 0;
    const age = fc.constantFrom(0, 31, 1000, 5000);
    const methods = fc.subarray(['pwd', 'otp', 'hwk', 'rec', 'fed'] as const);
    fc.assert(
      fc.property(texts, age, methods, (policies, seconds, present) => {
        const input = someInput({ ...strength(seconds, ...present), principal: somePerson() });
        const set = createPolicySet(snapshotOf(...policies));
        const { outcome, need } = decide(input, set);
        expect(need !== undefined).toBe(outcome === 'challenge');
        if (need === undefined) return;
        challenges += 1;
        // Something is asked for, and nothing that is there already.
        expect(need.maxAgeSeconds !== undefined || (need.methods ?? []).length > 0).toBe(true);
        expect((need.methods ?? []).filter((method) => input.authn.methods.includes(method))).toEqual([]);
        expect(need.maxAgeSeconds ?? -1).toBeLessThan(seconds);
        const after = (authn: DecisionInput['authn']) => decide({ ...input, authn }, set).outcome;
        expect(after(satisfy(input.authn, need, input.time.at))).toBe('allow');
        expect(after(satisfy(input.authn, { ...need, maxAgeSeconds: 0 }, input.time.at))).toBe('allow');
      }),
      { numRuns: 150 },
    );
    expect(challenges).toBeGreaterThan(15);
  });
});
