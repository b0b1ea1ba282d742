import { expect, it } from 'vitest';
import { newTotpSecret, totpAddress, totpStep } from './totp.ts';

// RFC 6238, appendix B: the ASCII secret "12345678901234567890", SHA-1; the last six of its eight digits.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const vectors: readonly (readonly [seconds: number, code: string])[] = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
];

it('agrees with the vectors of RFC 6238', () => {
  for (const [seconds, code] of vectors)
    expect(totpStep({ secret, code, now: seconds * 1000 })).toBe(Math.floor(seconds / 30));
});

it('allows one step to either side and no more', () => {
  const at = 1_111_111_110_000;
  const step = Math.floor(1_111_111_109 / 30);
  const code = '081804';
  const when = (away: number) => totpStep({ secret, code, now: (step + away) * 30_000 + 29_999 });
  expect(at).toBeGreaterThan(0);
  expect([when(-2), when(-1), when(0), when(1), when(2)]).toEqual([undefined, step, step, step, undefined]);
});

it('reads a code as people type it, and nothing that is no code', () => {
  const now = 59_000;
  expect(totpStep({ secret, code: ' 287 082 ', now })).toBe(1);
  for (const junk of ['', '28708', '2870822', 'abcdef', '٢٨٧٠٨٢', '28708２', '-1e5.0', '287082\u0000'])
    expect(totpStep({ secret, code: junk, now })).toBeUndefined();
});

it('makes secrets of 160 bits and addresses that survive hostile names', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  const address = totpAddress({ secret, issuer: 'A&B: "x"', account: 'a?b#c@example.org' });
  const read = new URL(address);
  expect(read.searchParams.get('secret')).toBe(secret);
  expect(read.searchParams.get('issuer')).toBe('A&B: "x"');
  expect(read.hash).toBe('');
});
