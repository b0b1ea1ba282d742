import fc from 'fast-check';
import { expect, it } from 'vitest';
import { snapshotOf } from '#testing/decisions.ts';
import { randomInput, randomPolicy } from '#testing/random-policies.ts';
import { createInThreadDecider } from '../../../decider/index.ts';
import { openBothWays } from './both-ways.ts';
import { canMatch, reachOf } from './reach.ts';

const runs = Number(process.env['REACH_RUNS'] ?? 80);
/** Few runs might meet no difference; with this seed they do. More runs go their own ways. */
const seed = process.env['REACH_RUNS'] === undefined ? { seed: 20_261_123 } : {};

it('leaves undecided only what a draft does not change, and decides alike what looks alike, always', async () => {
  const seen = { left: 0, changed: 0, shared: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomPolicy, { minLength: 3, maxLength: 10, size: 'max' }),
      randomPolicy,
      fc.array(randomInput, { minLength: 2, maxLength: 12 }),
      async (texts, other, asked) => {
        const present = snapshotOf(...texts);
        const draft = snapshotOf(other, ...texts.slice(1));
        const reach = reachOf([...present.policies, ...draft.policies].filter(({ id }) => id === 'pol_0'));
        const bothWays = await openBothWays(createInThreadDecider, { present, draft });
        // One moment and one sign-in, as whoever asks for answers to be shared has it.
        const [first] = asked;
        const inputs = asked
          .filter(({ action, route }) => action === 'open' && route === undefined)
          .map((input) => ({
            ...input,
            time: first?.time ?? input.time,
            authn: first?.authn ?? input.authn,
          }));
        const pairs = await bothWays.decide(inputs);
        const decided = bothWays.decided();
        const alike = await bothWays.decideAlike([...inputs, ...inputs]);
        seen.shared += inputs.length * 2 - (bothWays.decided() - decided);
        for (const [place, input] of inputs.entries()) {
          const pair = pairs[place];
          const differs = (pair?.now.outcome === 'deny') !== (pair?.drafted.outcome === 'deny');
          const near = reach.near(input);
          const touched = near.length > 0 && canMatch(near, input.principal);
          expect(touched || pair?.now.outcome === pair?.drafted.outcome).toBe(true);
          if (touched && differs) seen.changed += 1;
          if (!touched) seen.left += 1;
          const answers = { now: pair?.now.outcome !== 'deny', drafted: pair?.drafted.outcome !== 'deny' };
          expect([alike[place], alike[place + inputs.length]]).toEqual([answers, answers]);
        }
        await bothWays.close();
      },
    ),
    { numRuns: runs, ...seed },
  );
  // A comparison that never met what differs, or left nothing out, would prove little.
  expect(Math.min(seen.left, seen.changed, seen.shared)).toBeGreaterThan(2);
});
