import { expect, it } from 'vitest';
import { day, duration, durationText, hour, minute } from './duration.ts';

const read = duration({ least: 5 * minute, most: 90 * day });

it.each([
  ['300 s', 300],
  ['5min', 300],
  [' 12 h ', 12 * hour],
  ['90 d', 90 * day],
])('reads %s', (raw, seconds) => {
  expect(read(raw)).toEqual({ ok: true, value: seconds });
});

it.each(['299 s', '4 min', '91 d', '12', 12, '', 'h', '-1 h', '1.5 h', '1 week', '12 H', null, ['12 h']])(
  'refuses %j, saying what would be right',
  (raw) => {
    const refusal = { ok: false, error: expect.stringContaining('from 5 min to 90 d') as unknown };
    expect(read(raw)).toEqual(refusal);
  },
);

it('writes the largest unit that fits', () => {
  expect([90, 60, 5400, 43_200, 86_400].map(durationText)).toEqual([
    '90 s',
    '1 min',
    '90 min',
    '12 h',
    '1 d',
  ]);
});
