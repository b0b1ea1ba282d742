import { expect, it } from 'vitest';
import { someApp, someInput, somePerson } from '#testing/decisions.ts';
import { packDecisions, unpackDecisions } from './pack-decisions.ts';
import { packInputs } from './pack-inputs.ts';
import { createUnpacking } from './unpack-inputs.ts';

const bounds = { mostCharacters: 1_000_000, longest: 10_000 };

it('brings inputs over as they were, what they share once', () => {
  const ann = somePerson();
  const bob = somePerson({ id: 'per_bob', name: 'Bob "ü" 😀', labels: ['x'] });
  const inputs = [
    someInput({ principal: ann }),
    someInput({ principal: bob, http: { method: 'GET', path: '/"' }, route: { id: 'rte_1', name: 'r' } }),
    someInput({ principal: ann, resource: { type: 'Organisation', id: 'org' }, action: 'read' }),
    someInput({ principal: somePerson(), network: { address: '192.0.2.9', asn: 1 } }),
  ];
  const { packed, unfit } = packInputs(inputs);
  expect([packed.principals.length, packed.resources.length, unfit.size]).toEqual([2, 2, 0]);
  expect(createUnpacking()(packed)).toEqual(inputs);
});

it('makes equal facts one object, and facts that differ in anything two', () => {
  const unpack = createUnpacking(bounds);
  const whoOf = (name: string) =>
    unpack(packInputs([someInput({ principal: somePerson({ name }) })]).packed)[0]?.principal;
  const ann = whoOf('Ann');
  expect(whoOf('Ann')).toBe(ann);
  expect(whoOf('Anna')).toMatchObject({ name: 'Anna' });
  expect(whoOf('Ann')).toBe(ann);
});

it('remembers no more text than its bounds, and reads right what it has forgotten', () => {
  const long = 'x'.repeat(300);
  const inputs = Array.from({ length: 20 }, (_, n) =>
    someInput({ resource: someApp({ name: `${n} ${long}` }) }),
  );
  const { packed } = packInputs(inputs);
  for (const tight of [
    { mostCharacters: 2_000, longest: 10_000 },
    { mostCharacters: 1_000_000, longest: 100 },
  ]) {
    const unpack = createUnpacking(tight);
    const [first, again] = [unpack(packed), unpack(packed)];
    expect(first).toEqual(inputs);
    expect(again).toEqual(inputs);
    expect(again[0]?.resource).not.toBe(first[0]?.resource);
  }
});

it('names inputs that no text can carry, and brings the others', () => {
  const broken = someInput({ authn: { methods: ['pwd'], authenticatedAt: Number.NaN } });
  const surrogate = someInput({ principal: somePerson({ name: '\ud800' }) });
  const { packed, unfit } = packInputs([broken, someInput(), surrogate]);
  expect([...unfit]).toEqual([0, 2]);
  expect(createUnpacking()(packed)).toEqual([someInput()]);
});

it('brings decisions back in order, equal ones once', () => {
  const allow = {
    outcome: 'allow' as const,
    reason: 'allowed-by-policy',
    policies: [],
    policyRevision: 3,
    asksFor: { method: false, path: false },
  };
  const until = { ...allow, validUntil: 5 };
  const packed = packDecisions([allow, until, { ...allow }, until]);
  expect(packed.texts).toHaveLength(2);
  expect(unpackDecisions(packed)).toEqual([allow, until, allow, until]);
  expect(() => unpackDecisions({ texts: packed.texts, places: [2] })).toThrow(RangeError);
});
