import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Redeem } from '#contracts/protocol/from-gateway.ts';
import { personNameOn, redeemCode, type ShownCode } from './redeem-code.ts';

const key = new Uint8Array(32).fill(7);
const redeem = (over: Partial<Redeem> = {}): Redeem => ({
  kind: 'redeem',
  id: 5,
  code: 'c'.repeat(43),
  host: 'wiki.example.org',
  nonce: 'n'.repeat(43),
  token: 'a'.repeat(64),
  address: '192.0.2.1',
  userAgent: 'Firefox',
  ...over,
});

function setUp() {
  const shown: ShownCode[] = [];
  const desk = {
    redeem: (code: ShownCode) => {
      shown.push(code);
      return Promise.resolve({ session: 'ses_1', person: 'per_1' });
    },
  };
  return { shown, parts: { desk, personNameKey: key } };
}

it('shows the desk hashes only, bound to host, nonce and token', async () => {
  const { shown, parts } = setUp();
  const answer = await redeemCode(parts, redeem());
  expect(shown).toEqual([
    {
      hash: createHash('sha256').update('c'.repeat(43)).digest('hex'),
      host: 'wiki.example.org',
      nonceHash: createHash('sha256').update('n'.repeat(43)).digest('base64url'),
      token: 'a'.repeat(64),
      address: '192.0.2.1',
      userAgent: 'Firefox',
    },
  ]);
  expect(answer.result).toMatchObject({ ok: true, session: 'ses_1', person: 'per_1' });
});

it.each([
  { code: '' },
  { code: `${'c'.repeat(42)}'` },
  { nonce: 'n n' },
  { host: 'Wiki.example.org' },
  { host: 'wiki.example.org:443' },
  { token: 'A'.repeat(64) },
  { address: 'nowhere' },
  { userAgent: 'a\u0000b' },
  { userAgent: '\ud800' },
])('puts nothing malformed before the desk: %o', async (over) => {
  const { shown, parts } = setUp();
  expect((await redeemCode(parts, redeem(over))).result).toEqual({ ok: false, reason: 'code-invalid' });
  expect(shown).toEqual([]);
});

it('names a person differently on each host, and always the same on one', () => {
  const names = ['a.example', 'b.example', 'a.example'].map((host) => personNameOn(key, host, 'per_1'));
  expect(names[0]).toBe(names[2]);
  expect(names[0]).not.toBe(names[1]);
  expect(names[0]).not.toContain('per_1');
});
