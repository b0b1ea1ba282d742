import { expect, it } from 'vitest';
import { ok, refused } from './result.ts';

it('keeps a value and a reason apart', () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 });
  expect(refused('no')).toEqual({ ok: false, error: 'no' });
});
