import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { expect, it } from 'vitest';
import { createPeerVerifier } from '#trust/index.ts';
import { createFixedClock } from '#testing/fixed-clock.ts';
import { makeCertificateRequest, requestedKey } from './certificate-request.ts';
import { createAuthority, issueHostCertificate, issuePeerCertificate } from './certificates.ts';
import { contextPrimitive, oid, sequence } from './der.ts';
import { commonName, signCertificate, toPem } from './x509.ts';

const at = Date.now();
const clock = createFixedClock(at);
const domain = 'd.example';
const authority = createAuthority(domain, at);

const verifier = (usage: 'client' | 'server' = 'client', over = {}) =>
  createPeerVerifier({ authorities: [authority.certificate], domain, usage, clock, ...over });

function issuePeer(over: Partial<Parameters<typeof issuePeerCertificate>[1]> = {}, by = authority) {
  const { request, privateKey } = makeCertificateRequest();
  const name = { kind: 'gateway', id: 'gwy_1' } as const;
  return { ...issuePeerCertificate(by, { domain, at, name, request, ...over }), privateKey };
}
const derOf = (pem: string): Uint8Array => new X509Certificate(pem).raw;

/** Connects to a server with this certificate as a client that trusts the authority alone; gives what it says. */
async function handshake(cert: string, key: string, servername: string): Promise<string> {
  const server = createServer({ cert, key }, (socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const socket: TLSSocket = connect({ port, host: '127.0.0.1', servername, ca: authority.certificate });
    return await new Promise<string>((resolve) => {
      socket.on('secureConnect', () => resolve('accepted'));
      socket.on('error', (error) => resolve(error.message));
    }).finally(() => socket.destroy());
  } finally {
    server.close();
  }
}

it.each(['d.example', 'console.d.example'])('issues a certificate that TLS accepts for %s', async (name) => {
  const host = issueHostCertificate(authority, { domain, at });
  expect(await handshake(host.certificate, host.privateKey, name)).toBe('accepted');
});

it('is confined to its domain: what it issues for other names and addresses is refused', async () => {
  const foreign = issueHostCertificate(authority, { domain: 'bank.example', at });
  expect(await handshake(foreign.certificate, foreign.privateKey, 'bank.example')).toMatch(
    'permitted subtree violation',
  );
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = new X509Certificate(authority.certificate);
  const forAddress = signCertificate({
    subject: 'd.example',
    publicKey,
    notBefore: at - 1_000,
    notAfter: at + 86_400_000,
    issuer: { name: commonName(issuer.subject.slice(3)), privateKey: createPrivateKey(authority.privateKey) },
    extensions: [{ id: '2.5.29.17', value: sequence(contextPrimitive(7, Buffer.of(127, 0, 0, 1))) }],
  });
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  expect(await handshake(forAddress.pem, key, 'd.example')).toMatch('excluded subtree violation');
});

it('names a part, and that part alone', () => {
  const peer = issuePeer();
  expect(verifier()({ leaf: derOf(peer.certificate) })).toEqual({
    ok: true,
    value: {
      kind: 'gateway',
      id: 'gwy_1',
      serial: peer.serial,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      notAfter: Math.floor(peer.notAfter / 1_000) * 1_000,
    },
  });
});

it('takes identity from the leaf that signed the handshake, whatever else was sent along', () => {
  const genuine = derOf(issuePeer().certificate);
  const stranger = createAuthority(domain, at);
  const forged = derOf(issuePeer({}, stranger).certificate);
  const result = verifier()({ leaf: forged, others: [genuine, derOf(authority.certificate)] });
  expect(result).toEqual({ ok: false, error: 'it was not issued by our authority' });
});

it('refuses what is out of date, for another usage, of another domain, an authority, or nonsense', () => {
  const leaf = derOf(issuePeer().certificate);
  const later = createFixedClock(at + 8 * 86_400_000);
  const earlier = createFixedClock(at - 2 * 86_400_000);
  const errors = [
    verifier('client', { clock: later })({ leaf }),
    verifier('client', { clock: earlier })({ leaf }),
    verifier('server')({ leaf }),
    verifier('client', { domain: 'other.example' })({ leaf }),
    verifier()({ leaf: derOf(authority.certificate) }),
    verifier()({ leaf: derOf(issueHostCertificate(authority, { domain, at }).certificate) }),
    verifier()({ leaf: randomBytes(300) }),
    verifier()({ leaf: new Uint8Array(0) }),
  ].map((result) => (result.ok ? 'accepted' : result.error));
  expect(errors).toEqual([
    'it is out of date',
    expect.stringContaining('out of date') as unknown,
    'it is for another usage',
    'it is not of our trust domain',
    'it is an authority',
    'it is for another usage',
    'the certificate cannot be read',
    'the certificate cannot be read',
  ]);
});

it.each([
  [
    'two names',
    [
      contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/a')),
      contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/b')),
    ],
  ],
  [
    'a second name of another kind',
    [
      contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/a')),
      contextPrimitive(2, Buffer.from('d.example')),
    ],
  ],
  [
    'a list inside one name',
    [contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/a, URI:spiffe://d.example/control/b'))],
  ],
  ['an unknown kind', [contextPrimitive(6, Buffer.from('spiffe://d.example/owner/a'))]],
  ['a longer path', [contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/a/b'))]],
  ['a NUL', [contextPrimitive(6, Buffer.from('spiffe://d.example/gateway/a\0b'))]],
])('refuses a certificate with %s', (_, names) => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { pem } = signCertificate({
    subject: 'x',
    publicKey,
    notBefore: at - 1_000,
    notAfter: at + 86_400_000,
    issuer: {
      name: commonName(new X509Certificate(authority.certificate).subject.slice(3)),
      privateKey: createPrivateKey(authority.privateKey),
    },
    extensions: [
      { id: '2.5.29.17', value: sequence(...names) },
      { id: '2.5.29.37', value: sequence(oid('1.3.6.1.5.5.7.3.2')) },
    ],
  });
  expect(verifier()({ leaf: derOf(pem) }).ok).toBe(false);
});

it('takes a request only if it proves its key', () => {
  const { request } = makeCertificateRequest();
  expect(requestedKey(request).asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  const bytes = Buffer.from(request.split('\n').slice(1, -2).join(''), 'base64');
  for (let index = 0; index < bytes.length; index++) {
    const turned = Buffer.from(bytes);
    turned[index] = (turned[index] ?? 0) ^ 1;
    expect(() => requestedKey(toPem('CERTIFICATE REQUEST', turned)), `byte ${index}`).toThrow(
      /does not prove/,
    );
  }
  const longer = Buffer.concat([bytes, Buffer.of(0)]);
  for (const text of [
    '',
    'x',
    'x'.repeat(9_000),
    toPem('CERTIFICATE REQUEST', longer),
    authority.certificate,
  ])
    expect(() => requestedKey(text)).toThrow(/does not prove/);
});
