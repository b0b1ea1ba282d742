import { expect, it } from 'vitest';
import type { AuditEvent } from '#contracts/events.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createLostRecords, recordEveryMs } from './lost-records.ts';

function open() {
  const events: AuditEvent[] = [];
  const audit = { append: async (event: AuditEvent) => ({ chain: 'c', seq: events.push(event) }) };
  const clock = createFixedClock();
  const faults: unknown[] = [];
  const lost = createLostRecords({ audit, clock, failed: (error) => faults.push(error) });
  const taken = () => events.splice(0).map(({ about, data }) => [...about, data['count']]);
  return { clock, lost, taken };
}

it('writes the first word at once, then one sum a minute for each gateway', () => {
  const { clock, lost, taken } = open();
  lost.atGateway('gwy_1', 3);
  expect(taken()).toEqual([['gwy_1', 3]]);
  for (let n = 0; n < 10_000; n += 1) lost.atGateway('gwy_1', 2);
  lost.atGateway('gwy_2', 1);
  expect(taken()).toEqual([['gwy_2', 1]]);
  clock.advance(recordEveryMs);
  expect(taken()).toEqual([['gwy_1', 20_000]]);
  clock.advance(recordEveryMs);
  clock.advance(recordEveryMs);
  expect(taken()).toEqual([]);
  lost.atGateway('gwy_1', 1);
  lost.atGateway('gwy_1', 4);
  lost.stop();
  expect(taken()).toEqual([
    ['gwy_1', 1],
    ['gwy_1', 4],
  ]);
});

it('believes no count that is none', () => {
  const { lost, taken } = open();
  for (const count of [0, -1, Number.NaN, 0.5, Number.POSITIVE_INFINITY]) lost.atGateway('gwy_1', count);
  expect(taken()).toEqual([]);
  lost.atGateway('gwy_1', Number.MAX_SAFE_INTEGER);
  expect(taken()).toEqual([['gwy_1', 1_000_000_000]]);
});
