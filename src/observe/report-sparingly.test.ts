import { expect, it } from 'vitest';
import { Fault } from '#contracts/errors.ts';
import { createHandClock } from '#testing/clock.ts';
import { reportSparingly } from './report-sparingly.ts';

it('tells a fault that stays once a minute, another one at once, and mistakes always', () => {
  const clock = createHandClock();
  const told: [string, number][] = [];
  const report = reportSparingly({
    clock,
    tell: (thrown, untold) => told.push([String((thrown as Error).message), untold]),
  });
  const away = () => report(new Fault('database-unavailable', 'away'));
  for (let times = 0; times < 240; times += 1) {
    away();
    clock.advance(250);
  }
  expect(told).toEqual([['away', 0]]);
  away();
  report(new Fault('disk-full', 'full'));
  report(new TypeError('ours'));
  report(new TypeError('ours'));
  expect(told.slice(1)).toEqual([
    ['away', 239],
    ['full', 0],
    ['ours', 0],
    ['ours', 0],
  ]);
});
