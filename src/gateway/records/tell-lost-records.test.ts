import { expect, it } from 'vitest';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { tellEveryMs, tellLostRecords } from './tell-lost-records.ts';

it('tells sums, once a minute, to a control that understands, and loses no count', () => {
  const clock = createFixedClock();
  const sent: FromGateway[] = [];
  const state = { lost: 0, version: 2, standing: true };
  const telling = tellLostRecords({
    clock,
    lost: () => state.lost,
    version: () => state.version,
    send: (message) => state.standing && sent.push(message) > 0,
  });
  const minute = (change: Partial<typeof state>): number[] => {
    Object.assign(state, change);
    clock.advance(tellEveryMs);
    return sent.splice(0).map((message) => (message.kind === 'lost-records' ? message.count : -1));
  };
  expect(minute({})).toEqual([]);
  expect(minute({ lost: 7 })).toEqual([7]);
  expect(minute({})).toEqual([]);
  expect(minute({ lost: 9, standing: false })).toEqual([]);
  expect(minute({ lost: 12, standing: true, version: 1 })).toEqual([]);
  expect(minute({ version: 2 })).toEqual([5]);
  telling.stop();
  expect(minute({ lost: 20 })).toEqual([]);
});
