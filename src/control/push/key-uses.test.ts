import { expect, it } from 'vitest';
import { createFixedClock } from '#testing/fixed-clock.ts';
import type { Known } from '../faces.ts';
import { createKeyUses, type KeyUse } from './key-uses.ts';

const usedBy = (session: string, address: string) =>
  ({ session, input: { network: { address } } }) as unknown as Known;

function setUp() {
  const clock = createFixedClock();
  const written: (readonly KeyUse[])[] = [];
  const faults: unknown[] = [];
  let failure: Error | undefined;
  const uses = createKeyUses({
    clock,
    failed: (error) => void faults.push(error),
    async write(each) {
      if (failure !== undefined) throw failure;
      written.push(each);
    },
  });
  return { clock, written, faults, uses, fail: (error: Error) => void (failure = error) };
}

it('writes the newest use of each key, gathered, and none of people', async () => {
  const { clock, written, uses } = setUp();
  uses.note(usedBy('svk_1', '192.0.2.1'));
  uses.note(usedBy('ses_1', '192.0.2.1'));
  clock.advance(1_000);
  uses.note(usedBy('svk_1', '192.0.2.2'));
  uses.note(usedBy('svk_2', '192.0.2.3'));
  clock.advance(3_999);
  expect(written).toEqual([]);
  clock.advance(1);
  expect(written).toEqual([
    [
      { id: 'svk_1', address: '192.0.2.2', agoMs: 4_000 },
      { id: 'svk_2', address: '192.0.2.3', agoMs: 4_000 },
    ],
  ]);
  clock.advance(60_000);
  expect(written).toHaveLength(1);
});

it('writes what is left at the end, and survives a database that is away', async () => {
  const { clock, written, faults, uses, fail } = setUp();
  uses.note(usedBy('svk_1', '192.0.2.1'));
  await uses.close();
  expect(written).toHaveLength(1);
  fail(new Error('away'));
  uses.note(usedBy('svk_1', '192.0.2.1'));
  clock.advance(5_000);
  await uses.close();
  expect(faults).toHaveLength(1);
});
