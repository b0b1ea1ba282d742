import { expect, it } from 'vitest';
import { soundActivity } from './activity.ts';

const token = 'a'.repeat(64);

it('keeps the newest of each token, never in the future and never from long ago', () => {
  const tokens = [
    { token, agoMs: 5_000 },
    { token, agoMs: 2_000 },
    { token: 'b'.repeat(64), agoMs: -60_000 },
    { token: 'c'.repeat(64), agoMs: 3_600_000 },
    { token: 'd'.repeat(64), agoMs: Number.NaN },
    { token: 'E'.repeat(64), agoMs: 0 },
  ];
  expect(soundActivity({ kind: 'activity', tokens })).toEqual([
    { token, agoMs: 2_000 },
    { token: 'b'.repeat(64), agoMs: 0 },
  ]);
});
