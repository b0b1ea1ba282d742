import { describe, expect, it } from 'vitest';
import type { AuthenticationMethod } from '#contracts/access.ts';
import { lacking, nextAsk, passkeyHelps } from './strength.ts';

const present = (methods: readonly AuthenticationMethod[], ageMs: number) => ({
  strength: { methods, authenticatedAt: 1 },
  ageMs,
});
const factors = ['pwd', 'otp', 'rec'] as const;

it('wants everything of a stranger, second factor included', () => {
  const lack = lacking(undefined, undefined);
  expect(lack).toEqual({ everything: true, methods: [] });
  if (lack === undefined) throw new Error('nothing lacking');
  expect(nextAsk(lack, [], factors)).toEqual({ kind: 'password' });
  expect(nextAsk(lack, ['pwd'], factors)).toEqual({ kind: 'factor', methods: ['otp', 'rec'] });
  expect(nextAsk(lack, ['pwd', 'rec'], factors)).toEqual({ kind: 'nothing' });
  expect(nextAsk(lack, ['pwd'], ['pwd'])).toEqual({ kind: 'impossible', methods: [] });
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

const lackOf = (methods: readonly AuthenticationMethod[], everything: boolean) => ({ everything, methods });

it('takes a passkey for password and second factor together', () => {
  const everything = lackOf([], true);
  const all = ['pwd', 'otp', 'hwk'] as const;
  expect(nextAsk(everything, ['hwk'], all)).toEqual({ kind: 'nothing' });
  expect(nextAsk(everything, ['pwd'], all)).toEqual({ kind: 'factor', methods: ['otp', 'hwk'] });
  expect(nextAsk(everything, ['otp'], all)).toEqual({ kind: 'password' });
});

it('asks whoever has a passkey alone for it, and for nothing that they do not have', () => {
  const everything = lackOf([], true);
  expect(nextAsk(everything, [], ['hwk'])).toEqual({ kind: 'factor', methods: ['hwk'] });
  expect(nextAsk(everything, ['hwk'], ['hwk'])).toEqual({ kind: 'nothing' });
  expect(nextAsk(lackOf(['pwd'], true), [], ['hwk'])).toEqual({ kind: 'impossible', methods: ['pwd'] });
  // A recovery code completes a first proof, and is none itself: a password or a provider's word is asked for.
  expect(nextAsk(everything, [], ['rec'])).toEqual({ kind: 'password' });
  expect(nextAsk(everything, ['rec'], ['rec'])).toEqual({ kind: 'password' });
  expect(nextAsk(everything, ['rec'], ['rec', 'hwk'])).toEqual({ kind: 'factor', methods: ['hwk'] });
});

it('still wants what is asked for by name after a passkey', () => {
  const all = ['pwd', 'otp', 'hwk'] as const;
  expect(nextAsk(lackOf(['otp'], true), ['hwk'], all)).toEqual({ kind: 'factor', methods: ['otp'] });
  expect(nextAsk(lackOf(['hwk'], true), ['pwd'], all)).toEqual({ kind: 'factor', methods: ['hwk'] });
  expect(nextAsk(lackOf(['hwk'], true), ['pwd', 'otp'], all)).toEqual({ kind: 'factor', methods: ['hwk'] });
});

it('offers a passkey where it brings somebody further, and nowhere else', () => {
  expect(passkeyHelps(lackOf([], true), [])).toBe(true);
  expect(passkeyHelps(lackOf([], true), ['pwd'])).toBe(true);
  expect(passkeyHelps(lackOf(['hwk'], false), [])).toBe(true);
  expect(passkeyHelps(lackOf(['otp'], false), [])).toBe(false);
  expect(passkeyHelps(lackOf(['pwd'], true), [])).toBe(false);
  expect(passkeyHelps(lackOf([], true), ['hwk'])).toBe(false);
});

describe("another provider's word", () => {
  const everything = lackOf([], true);

  it('is a first proof, and a second factor is asked for after it', () => {
    expect(nextAsk(everything, ['fed'], ['otp', 'rec'])).toEqual({ kind: 'factor', methods: ['otp', 'rec'] });
    expect(nextAsk(everything, ['fed', 'otp'], ['otp'])).toEqual({ kind: 'nothing' });
    expect(nextAsk(everything, ['fed'], [])).toEqual({ kind: 'impossible', methods: [] });
    expect(nextAsk(everything, ['pwd', 'fed'], ['otp'])).toEqual({ kind: 'factor', methods: ['otp'] });
  });

  it('brings a second factor of its own where that was counted', () => {
    expect(nextAsk(everything, ['fed', 'otp'], [])).toEqual({ kind: 'nothing' });
    expect(nextAsk(lackOf(['otp'], true), ['fed', 'otp'], [])).toEqual({ kind: 'nothing' });
  });

  it('is asked for by name before anything else, and is not asked for after a password', () => {
    expect(nextAsk(lackOf(['fed'], true), [], ['pwd', 'otp'])).toEqual({ kind: 'password' });
    expect(nextAsk(lackOf(['fed'], true), ['pwd'], ['pwd', 'otp'])).toEqual({
      kind: 'impossible',
      methods: ['fed'],
    });
  });
});
