import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createKeyStorage } from '#testing/key-storage.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { verifyCheckpoint, verifyGrant } from '#trust/index.ts';
import { openKeyring, type KeyringOptions } from './keyring.ts';
import { rootKeyOf } from './root-key.ts';

const day = 86_400_000;

function options() {
  const storage = createKeyStorage();
  const clock = createFixedClock();
  const rootKeys = [rootKeyOf(randomBytes(32))] as const;
  return {
    storage,
    clock,
    rootKeys,
    domain: 'd.example',
    issuer: 'https://signin.d.example',
  } satisfies KeyringOptions;
}

const content = { aud: 'gw', sub: 'per_1', jti: 'grt_1', sid: 'ses_1', app: 'app_1' };

it('makes one key of each purpose, however many replicas start together', async () => {
  const shared = options();
  const keyrings = await Promise.all([1, 2, 3].map(() => openKeyring(shared)));
  const purposes = shared.storage.rows().map(({ purpose }) => purpose);
  expect(purposes.toSorted()).toEqual(['assertion', 'audit', 'ca', 'code', 'grant', 'tls']);
  expect(shared.storage.told()).toBe(1);
  const certificates = await Promise.all(
    keyrings.map(async (keyring) => {
      await keyring.refresh();
      return keyring.hostCertificate().certificate;
    }),
  );
  expect(new Set(certificates).size).toBe(1);
});

it('stores no private key that the root key does not seal', async () => {
  const shared = options();
  const keyring = await openKeyring(shared);
  const rows = Buffer.concat(shared.storage.rows().map(({ sealedPrivate }) => sealedPrivate)).toString(
    'latin1',
  );
  expect(rows).not.toContain('PRIVATE KEY');
  for (const { secret } of keyring.rollingKeys()) {
    expect(rows).not.toContain(Buffer.from(secret, 'base64url').toString('latin1'));
  }
  expect(JSON.stringify(keyring.list())).not.toContain('sealed');
  const stranger = { ...shared, rootKeys: [rootKeyOf(randomBytes(32))] as const };
  await expect(openKeyring(stranger)).rejects.toMatchObject({ code: 'seal-broken' });
  expect(shared.storage.rows()).toHaveLength(6);
});

it('verifies across a planned change of keys without a gap', async () => {
  const shared = options();
  const keyring = await openKeyring(shared);
  const before = await keyring.signGrant(content, 60);
  const known = keyring.verificationKeys('grant');
  await keyring.rotate('grant', 'planned');
  await keyring.rotate('grant', 'planned'); // while one waits, a second is not made
  expect(keyring.verificationKeys('grant')).toHaveLength(2);
  const check = (token: string, keys = keyring.verificationKeys('grant')) =>
    verifyGrant({
      token,
      keys,
      issuer: shared.issuer,
      audience: 'gw',
      app: 'app_1',
      at: shared.clock.wall(),
    }).ok;
  expect(check(before)).toBe(true);
  expect(check(await keyring.signGrant(content, 60), known)).toBe(true); // the old one still signs
  shared.clock.advance(day);
  await keyring.tend();
  const after = await keyring.signGrant(content, 60);
  expect(check(after)).toBe(true);
  expect(check(after, known)).toBe(false);
  shared.clock.advance(2 * 3_600_000);
  await keyring.tend();
  expect(keyring.verificationKeys('grant')).toHaveLength(1);
});

it('puts a leaked key out of use at once', async () => {
  const shared = options();
  const keyring = await openKeyring(shared);
  const leaked = keyring.jwks('assertion').keys[0]?.kid;
  await keyring.rotate('assertion', 'at-once');
  const kids = keyring.jwks('assertion').keys.map(({ kid }) => kid);
  expect(kids).toHaveLength(1);
  expect(kids).not.toContain(leaked);
});

it('shows public keys only', async () => {
  const keyring = await openKeyring(options());
  for (const key of keyring.jwks('assertion').keys) {
    expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  }
});

it('gives the rolling keys with the signing one first, each by a character of its own', async () => {
  const shared = options();
  const keyring = await openKeyring(shared);
  const [first] = keyring.rollingKeys();
  await keyring.rotate('code', 'planned');
  expect(keyring.rollingKeys()).toHaveLength(2);
  expect(keyring.rollingKeys()[0]).toEqual(first);
  shared.clock.advance(day);
  await keyring.tend();
  expect(keyring.rollingKeys()[1]).toEqual(first);
  const ids = keyring.rollingKeys().map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  expect(ids.every((id) => /^[a-z0-9]$/.test(id))).toBe(true);
});

it('renews the certificate of its hosts in time, and at once after a long sleep', async () => {
  const shared = options();
  const keyring = await openKeyring(shared);
  const first = keyring.hostCertificate();
  shared.clock.advance(59 * day);
  await keyring.tend();
  expect(keyring.hostCertificate()).toEqual(first);
  shared.clock.advance(200 * day);
  await keyring.tend();
  const renewed = keyring.hostCertificate();
  expect(renewed.certificate).not.toBe(first.certificate);
  expect(renewed.notAfter).toBeGreaterThan(shared.clock.wall());
});

it('makes another authority when the domain is another', async () => {
  const shared = options();
  const [before] = (await openKeyring(shared)).authorities();
  const moved = await openKeyring({ ...shared, domain: 'other.example' });
  expect(moved.authorities()).toHaveLength(1);
  expect(moved.authorities()).not.toContain(before);
});

it('signs checkpoints that its own audit keys verify, and no others', async () => {
  const keyring = await openKeyring(options());
  const bytes = Buffer.from('heads');
  const signed = { ...(await keyring.signCheckpoint(bytes)), bytes };
  expect(verifyCheckpoint(keyring.verificationKeys('audit'), signed)).toBe(true);
  expect(verifyCheckpoint(keyring.verificationKeys('grant'), signed)).toBe(false);
  const altered = { ...signed, bytes: Buffer.from('other') };
  expect(verifyCheckpoint(keyring.verificationKeys('audit'), altered)).toBe(false);
});
