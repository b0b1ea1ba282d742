import { expect, it } from 'vitest';
import { needInWords } from './need-in-words.ts';

it.each([
  [{}, 'Sign in again.'],
  [{ methods: ['hwk'] }, 'Sign in with a passkey.'],
  [{ methods: ['pwd', 'otp'] }, 'Sign in with your password and a one-time code.'],
  [{ maxAgeSeconds: 899 }, 'Sign in again: your sign-in may be 15 minutes old at most.'],
  [{ maxAgeSeconds: 0 }, 'Sign in again.'],
  [
    { maxAgeSeconds: 3600, methods: ['otp'] },
    'Sign in with a one-time code: your sign-in may be 1 hour old at most.',
  ],
  [{ methods: ['constructor'] }, 'Sign in with constructor.'],
])('says %j', (need, words) => {
  expect(needInWords(need)).toBe(words);
});
