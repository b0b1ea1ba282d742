import { describe, expect, it } from 'vitest';
import { builtInPolicies, createPolicySet } from '#policy/index.ts';
import { mondayMorning, snapshotOf, someApp, somePerson } from '#testing/decisions.ts';
import { type Owner, type OwnerTest, ownerKeepsAccess } from './owner-test.ts';

const builtIn = builtInPolicies.map(({ text }) => text);
const ada: Owner = {
  person: somePerson({ id: 'per_ada', roles: ['owner'] }),
  enabled: true,
  factors: ['pwd', 'otp'],
};
const run = (test: Partial<OwnerTest>, ...texts: string[]) =>
  ownerKeepsAccess(
    {
      owners: [ada],
      console: someApp({ id: 'app_c', name: 'console', system: 'console' }),
      from: {
        device: { class: 'unmanaged', facts: {} },
        network: { address: '198.51.100.4' },
        time: { at: mondayMorning, zone: 'UTC' },
      },
      ...test,
    },
    createPolicySet(snapshotOf(...texts)),
  );

describe('the built-in owner test', () => {
  it('holds for the policies that an installation starts with', () => {
    expect(run({}, ...builtIn)).toEqual({ ok: true, value: 'per_ada' });
  });

  it.each([
    ['the console', 'forbid(principal is Person, action == Action::"open", resource == App::"console");'],
    ['publishing', 'forbid(principal is Person, action == Action::"publish", resource);'],
    [
      'the address of the writer',
      'forbid(principal is Person, action == Action::"open", resource) unless { context.network.address.isInRange(ip("10.0.0.0/8")) };',
    ],
  ])('fails where a policy forbids %s', (_, text) => {
    const result = run({}, ...builtIn, text);
    expect(result).toMatchObject({ ok: false, error: { kind: 'refused', decisions: [{ outcome: 'deny' }] } });
  });

  it('fails where a permit is missing', () => {
    expect(run({}, ...builtIn.slice(1)).ok).toBe(false);
    expect(run({}, ...builtIn.slice(0, 1)).ok).toBe(false);
  });

  it('counts only enabled owners with a factor of ours', () => {
    for (const owner of [
      { ...ada, enabled: false },
      { ...ada, factors: ['fed', 'rec'] as const },
      { ...ada, factors: ['otp'] as const },
    ]) {
      expect(run({ owners: [owner] }, ...builtIn)).toMatchObject({ ok: false, error: { kind: 'no-owner' } });
      expect(run({ owners: [owner, ada] }, ...builtIn)).toMatchObject({ ok: true, value: 'per_ada' });
    }
  });

  it('takes the strongest sign-in an owner has enrolled, not one that they have not', () => {
    const passkeys =
      'forbid(principal is Person, action == Action::"open", resource) unless { context.authn.phishingResistant };';
    expect(run({}, ...builtIn, passkeys).ok).toBe(false);
    expect(run({ owners: [{ ...ada, factors: ['hwk'] }] }, ...builtIn, passkeys).ok).toBe(true);
  });

  it('wants one owner who may do both', () => {
    const bob: Owner = { ...ada, person: somePerson({ id: 'per_bob', roles: ['owner'] }) };
    const split = [
      'forbid(principal == Person::"per_ada", action == Action::"publish", resource);',
      'forbid(principal == Person::"per_bob", action == Action::"open", resource);',
    ];
    expect(run({ owners: [ada, bob] }, ...builtIn, ...split).ok).toBe(false);
  });
});
