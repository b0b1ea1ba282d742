import { expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts';

const person = newId('person');

it('makes ten codes that differ and that people can type', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
});

it('hashes by person, whatever case, spaces and look-alikes were typed', () => {
  const hash = hashRecoveryCode(person, '0123-1abc-defg-hjkm');
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(hashRecoveryCode(person, ' o123 IABC defg HJKM')).toBe(hash);
  expect(hashRecoveryCode(person, '0123labcdefghjkm')).toBe(hash);
  expect(hashRecoveryCode(newId('person'), '0123-1abc-defg-hjkm')).not.toBe(hash);
});

it('takes nothing else for a code', () => {
  for (const junk of ['', '0123', '0123-1abc-defg-hjkm-0', 'u123-1abc-defg-hjkm', '0'.repeat(1000)])
    expect(hashRecoveryCode(person, junk)).toBeUndefined();
});
