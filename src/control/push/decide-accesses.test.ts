import { expect, it } from 'vitest';
import { personRow, tokenRow } from '#testing/fake-knowledge-source.ts';
import { askFor, createPushWorld, hashOf } from '#testing/push-world.ts';
import type { Sharing } from '../faces.ts';
import { decideAccesses } from './decide-accesses.ts';

/** Two people with one token each, under policies that refuse the second and see nothing that tells them apart. */
function setUp() {
  const world = createPushWorld();
  world.source.tokenRows.set(
    hashOf('b'),
    tokenRow(world.clock, { hash: hashOf('b'), session: 'ses_2', person: 'per_2' }),
  );
  world.source.personRows.set('per_2', personRow({ id: 'per_2' }));
  world.decider.rule = ({ principal }) => (principal.id === 'per_2' ? { outcome: 'deny' } : {});
  const sharing: Sharing = { revision: 1, textOf: () => 'alike' };
  world.decider.sharing = () => sharing;
  const accesses = ['a', 'b', 'a'].map((letter) => askFor({ token: hashOf(letter) }).input);
  const decide = async () => {
    const parts = { ...world, policies: { settled: () => Promise.resolve() }, dbAge: () => 0 };
    const { decided } = await decideAccesses(parts, accesses);
    return decided.map((one) =>
      one.kind === 'decided' ? [one.known.person, one.decision.outcome] : one.kind,
    );
  };
  return { world, decide };
}

const apart = [
  ['per_1', 'allow'],
  ['per_2', 'deny'],
  ['per_1', 'allow'],
];

it('decides once for all that the policies in force cannot tell apart, each with their own facts', async () => {
  const { world, decide } = setUp();
  expect(await decide()).toEqual([
    ['per_1', 'allow'],
    ['per_2', 'allow'],
    ['per_1', 'allow'],
  ]);
  expect(world.decider.inputs).toHaveLength(1);
});

it('decides for each by their own where nothing says what is alike', async () => {
  const { world, decide } = setUp();
  world.decider.sharing = () => ({ revision: 1, textOf: () => undefined });
  expect(await decide()).toEqual(apart);
  world.decider.sharing = () => undefined;
  expect(await decide()).toEqual(apart);
});

it('takes nobody for another under policies that came in force on the way', async () => {
  const { world, decide } = setUp();
  const { rule } = world.decider;
  world.decider.rule = (input, revision) => ({ ...rule(input, revision), policyRevision: 2 });
  expect(await decide()).toEqual(apart);
  // The same number, but of another epoch: other policies.
  const again = setUp();
  again.world.decider.rule = (input, revision) => {
    again.world.decider.sharing = () => ({ revision: 1, textOf: () => 'alike' });
    return rule(input, revision);
  };
  expect(await again.decide()).toEqual(apart);
});
