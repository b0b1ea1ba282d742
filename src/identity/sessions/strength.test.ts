import { expect, it } from 'vitest';
import type { AuthenticationMethod } from '#contracts/access.ts';
import { lacking, nextAsk } from './strength.ts';

const present = (methods: readonly AuthenticationMethod[], ageMs: number) => ({
  strength: { methods, authenticatedAt: 1 },
  ageMs,
});
const factors = ['otp', 'rec'] as const;

it('wants everything of a stranger, second factor included', () => {
  const lack = lacking(undefined, undefined);
  expect(lack).toEqual({ everything: true, methods: [] });
  if (lack === undefined) throw new Error('nothing lacking');
  expect(nextAsk(lack, [], factors)).toEqual({ kind: 'password' });
  expect(nextAsk(lack, ['pwd'], factors)).toEqual({ kind: 'factor', methods: ['otp', 'rec'] });
  expect(nextAsk(lack, ['pwd', 'rec'], factors)).toEqual({ kind: 'nothing' });
  expect(nextAsk(lack, ['pwd'], [])).toEqual({ kind: 'impossible', methods: [] });
});

it('asks for nothing that is there already', () => {
  expect(lacking(present(['pwd', 'otp'], 10_000), undefined)).toBeUndefined();
  expect(lacking(present(['pwd', 'otp'], 10_000), { methods: ['otp'], maxAgeSeconds: 60 })).toBeUndefined();
});

it('asks for exactly the missing method', () => {
  const lack = lacking(present(['pwd', 'rec'], 10_000), { methods: ['otp'] });
  expect(lack).toEqual({ everything: false, methods: ['otp'] });
  if (lack === undefined) throw new Error('nothing lacking');
  expect(nextAsk(lack, [], factors)).toEqual({ kind: 'factor', methods: ['otp'] });
  expect(nextAsk(lack, ['otp'], factors)).toEqual({ kind: 'nothing' });
});

it('wants everything anew when the sign-in is too old, with the method that is named', () => {
  const lack = lacking(present(['pwd', 'otp'], 60_000), { methods: ['otp'], maxAgeSeconds: 60 });
  expect(lack).toEqual({ everything: true, methods: ['otp'] });
  if (lack === undefined) throw new Error('nothing lacking');
  expect(nextAsk(lack, ['pwd'], factors)).toEqual({ kind: 'factor', methods: ['otp'] });
});

it('says what nothing here can prove', () => {
  const lack = lacking(present(['pwd', 'otp'], 0), { methods: ['hwk'] });
  if (lack === undefined) throw new Error('nothing lacking');
  expect(nextAsk(lack, [], factors)).toEqual({ kind: 'impossible', methods: ['hwk'] });
});
