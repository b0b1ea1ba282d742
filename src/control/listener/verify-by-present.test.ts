import { randomBytes, X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeCertificateRequest, openKeyring } from '#ca/index.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { createKeyStorage } from '#testing/key-storage.ts';
import { verifyByPresent } from './verify-by-present.ts';

it('believes gateways of a new authority at once, and those of one that was withdrawn no more', async () => {
  const clock = createFixedClock();
  const domain = 'd.example';
  const rootKeys = [{ id: '0011223344556677', secret: randomBytes(32) }] as const;
  const keyring = await openKeyring({
    storage: createKeyStorage(),
    rootKeys,
    domain,
    issuer: 'https://signin.d.example',
    clock,
  });
  const verify = verifyByPresent({
    authorities: () => keyring.authorities(),
    domain,
    usage: 'client',
    clock,
  });
  const joined = () => {
    const { request } = makeCertificateRequest();
    const { certificate } = keyring.issuePeerCertificate({ kind: 'gateway', id: 'gwy_1' }, request);
    return { leaf: new X509Certificate(certificate).raw, others: [] };
  };
  const before = joined();
  expect(await verify(before)).toMatchObject({ ok: true, value: { kind: 'gateway', id: 'gwy_1' } });
  await keyring.rotate('ca', 'planned');
  expect(await verify(before)).toMatchObject({ ok: true });
  await keyring.rotate('ca', 'at-once');
  expect(await verify(joined())).toMatchObject({ ok: true });
  expect(await verify(before)).toMatchObject({ ok: false });
});
