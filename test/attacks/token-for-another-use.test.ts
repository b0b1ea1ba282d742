import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { type Keyring, openKeyring } from '#ca/index.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createKeyStorage } from '#testing/key-storage.ts';
import {
  assertionTokenType,
  grantTokenType,
  verifyAssertion,
  verifyGrant,
  verifyToken,
} from '#trust/index.ts';

// A token that was made for one purpose, party or time must be worth nothing for any other: each was taken by
// some product for what it was not, because one of type, issuer, audience, key or time went unchecked.

const clock = createFixedClock();
const issuer = 'https://signin.d.example';
const gateway = 'spiffe://d.example/gateway/gwy_1';
const origin = 'https://wiki.d.example';
const content = { sub: 'per_1', jti: 'grt_1', sid: 'ses_1', app: 'app_1' };
let keyring: Keyring;

async function open(over: { issuer?: string } = {}): Promise<Keyring> {
  const id = randomBytes(32);
  const rootKeys = [{ id: id.toString('hex').slice(0, 16), secret: id }] as const;
  return openKeyring({ storage: createKeyStorage(), rootKeys, domain: 'd.example', issuer, clock, ...over });
}

beforeAll(async () => {
  keyring = await open();
});

/** Shows a token in each place that takes one; gives where it was accepted. */
function shownEverywhere(token: string, at = clock.wall()): string[] {
  const grants = { token, keys: keyring.verificationKeys('grant'), issuer, at };
  const assertions = { token, keys: keyring.verificationKeys('assertion'), issuer, at };
  const places: Record<string, { ok: boolean }> = {
    'this gateway': verifyGrant({ ...grants, audience: gateway, app: 'app_1' }),
    'another app at this gateway': verifyGrant({ ...grants, audience: gateway, app: 'app_2' }),
    'another gateway': verifyGrant({ ...grants, audience: `${gateway}0`, app: 'app_1' }),
    'a gateway of another installation': verifyGrant({
      ...grants,
      issuer: 'https://signin.e.example',
      audience: gateway,
      app: 'app_1',
    }),
    'this app': verifyAssertion({ ...assertions, audience: origin }),
    'another app': verifyAssertion({ ...assertions, audience: 'https://payroll.d.example' }),
    'an app that was given the wrong keys': verifyAssertion({
      ...assertions,
      keys: keyring.verificationKeys('grant'),
      audience: origin,
    }),
    'a gateway that was given the wrong keys': verifyGrant({
      ...grants,
      keys: keyring.verificationKeys('assertion'),
      audience: gateway,
      app: 'app_1',
    }),
  };
  return Object.entries(places).flatMap(([place, { ok }]) => (ok ? [place] : []));
}

it('accepts each token in the one place it was made for', async () => {
  expect(shownEverywhere(await keyring.signGrant({ ...content, aud: gateway }, 60))).toEqual([
    'this gateway',
  ]);
  expect(shownEverywhere(await keyring.signAssertion({ ...content, aud: origin }, 60))).toEqual(['this app']);
});

it('does not accept an assertion as a grant even where audience and keys would fit', async () => {
  const assertion = await keyring.signAssertion({ ...content, aud: gateway }, 60);
  const keys = [...keyring.verificationKeys('assertion'), ...keyring.verificationKeys('grant')];
  const check = { token: assertion, keys, issuer, audience: gateway, at: clock.wall() };
  expect(verifyGrant({ ...check, app: 'app_1' })).toEqual({ ok: false, error: 'wrong-type' });
  expect(verifyAssertion(check).ok).toBe(true);
});

it('accepts nothing before its time or after it', async () => {
  const token = await keyring.signGrant({ ...content, aud: gateway }, 60);
  expect(shownEverywhere(token, clock.wall() - 6_000)).toEqual([]);
  expect(shownEverywhere(token, clock.wall() + 59_000)).toEqual(['this gateway']);
  expect(shownEverywhere(token, clock.wall() + 66_000)).toEqual([]);
});

it('accepts nothing of another installation', async () => {
  const other = await open();
  expect(shownEverywhere(await other.signGrant({ ...content, aud: gateway }, 60))).toEqual([]);
  expect(shownEverywhere(await other.signAssertion({ ...content, aud: origin }, 60))).toEqual([]);
});

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

it('accepts no forged header: no algorithm but ours, no key but ours', async () => {
  const genuine = await keyring.signGrant({ ...content, aud: gateway }, 60);
  const [, body = '', signature = ''] = genuine.split('.');
  const [known] = keyring.jwks('grant').keys;
  const kid = known?.kid;
  const typ = grantTokenType;
  const publicText = JSON.stringify(known);
  const hmac = (head: string): string =>
    createHmac('sha256', publicText).update(`${head}.${body}`).digest('base64url');
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const byOwn = (head: string): string =>
    sign('sha256', Buffer.from(`${head}.${body}`), {
      key: own.privateKey,
      dsaEncoding: 'ieee-p1363',
    }).toString('base64url');
  const headers = {
    none: part({ alg: 'none', typ, kid }),
    confused: part({ alg: 'HS256', typ, kid }),
    embedded: part({ alg: 'ES256', typ, kid, jwk: own.publicKey.export({ format: 'jwk' }) }),
    stranger: part({ alg: 'ES256', typ, kid: 'mine' }),
    critical: part({ alg: 'ES256', typ, kid, crit: ['exp'] }),
    otherType: part({ alg: 'ES256', typ: assertionTokenType, kid }),
    untyped: part({ alg: 'ES256', kid }),
  };
  const forged = Object.values(headers).flatMap((head) => [
    `${head}.${body}.`,
    `${head}.${body}.${signature}`,
    `${head}.${body}.${hmac(head)}`,
    `${head}.${body}.${byOwn(head)}`,
    `${head}.${body}.${Buffer.alloc(64).toString('base64url')}`, // r = s = 0 once verified anything in one runtime
  ]);
  expect(forged).toHaveLength(35);
  expect(forged.flatMap((token) => shownEverywhere(token))).toEqual([]);
});

it('accepts one spelling of a token, and nothing in which a byte is another', async () => {
  const genuine = await keyring.signGrant({ ...content, aud: gateway }, 60);
  const [head = '', body = '', signature = ''] = genuine.split('.');
  const last = signature.slice(-1) === 'A' ? 'B' : 'A';
  const spellings = [
    `${genuine}=`,
    `${genuine}.`,
    ` ${genuine}`,
    `${head}.${body}.${signature.slice(0, -1)}${last}`,
    `${head}.${body.slice(0, -1)}.${signature}`,
    `${head}.${part({ aud: gateway })}.${signature}`,
    'a.b.c',
    '',
    `${'x'.repeat(9_000)}.${body}.${signature}`,
  ];
  expect(spellings.flatMap((token) => shownEverywhere(token))).toEqual([]);
});

it('needs every registered claim', async () => {
  const keys = keyring.verificationKeys('grant');
  const claims = { aud: gateway, sub: 'a', jti: 'b', sid: 'c', app: 'd' };
  for (const missing of ['aud', 'sub', 'jti'] as const) {
    const token = await keyring.signGrant(
      { ...claims, [missing]: undefined } as unknown as typeof claims,
      60,
    );
    const check = { token, typ: grantTokenType, issuer, audience: gateway, keys, at: clock.wall() };
    expect({ missing, ok: verifyToken(check).ok }).toEqual({ missing, ok: false });
  }
  // What a caller says of the issuer and the times does not count.
  const lie = { ...claims, iss: 'https://evil.example', exp: 9e9, nbf: 0 };
  const token = await keyring.signGrant(lie, 60);
  expect(shownEverywhere(token, clock.wall() + 120_000)).toEqual([]);
});
