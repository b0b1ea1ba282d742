import fc from 'fast-check';
import { expect, it } from 'vitest';
import { snapshotOf } from '#testing/decisions.ts';
import { randomInput, randomPolicy } from '#testing/random-policies.ts';
import { evaluate } from './evaluate.ts';
import { evaluateWhole } from './evaluate-whole.ts';
import { createPolicySet } from './policy-set.ts';
import { requestOf } from './request.ts';

it('says of a slice what it says of the whole set, always', () => {
  let allowed = 0;
  let denied = 0;
  let erred = 0;
  fc.assert(
    fc.property(
      fc.array(randomPolicy, { minLength: 3, maxLength: 14, size: 'max' }),
      fc.array(randomInput, { minLength: 1, maxLength: 6 }),
      (texts, asked) => {
        const set = createPolicySet(snapshotOf(...texts));
        for (const input of asked) {
          const request = requestOf(input, 'resource');
          const sliced = evaluate(set, request);
          const whole = evaluateWhole(set, request);
          expect(sliced.allowed).toBe(whole.allowed);
          const keys = (result: string) =>
            sliced.hits.filter((hit) => hit.result === result).map((hit) => hit.statement.key);
          expect(keys('error').sort()).toEqual(whole.errors.map(({ key }) => key).sort());
          expect(keys('satisfied').sort()).toEqual([...whole.reason].sort());
          if (whole.allowed) allowed += 1;
          else denied += 1;
          erred += whole.errors.length;
        }
      },
    ),
    { numRuns: Number(process.env.SLICED_RUNS ?? 150) },
  );
  // A comparison that never met an allow, a deny or an error would prove little.
  expect(Math.min(allowed, denied, erred)).toBeGreaterThan(10);
});
