import { expect, it } from 'vitest';
import { mapOf, pairsOf } from './pairs.ts';

it('writes a map as pairs and reads it back', () => {
  const map = { access_type: 'offline', prompt: 'a=b' };
  expect(pairsOf(map)).toEqual(['access_type=offline', 'prompt=a=b']);
  expect(mapOf(pairsOf(map))).toEqual(map);
});

it('loses nothing that is written wrongly: the API says what is wrong with it', () => {
  expect(mapOf(['mfa', ' otp = hwk '])).toEqual({ mfa: '', otp: 'hwk' });
});
