import { createPrivateKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { formatSpiffeId, type SpiffeName } from '#trust/index.ts';
import { requestedKey } from './certificate-request.ts';
import { bitString, boolean, contextPrimitive, integer, octetString, oid, sequence } from './der.ts';
import { nameConstraints } from './name-constraints.ts';
import { commonName, keyIdentifier, signCertificate, type Extension } from './x509.ts';

const day = 86_400_000;
/** Clocks of clients may be behind ours. */
const backdateMs = 3_600_000;

/** Length of certificates' lives, milliseconds. */
export const certificateLives = { authority: 3_650 * day, host: 90 * day, peer: 7 * day } as const;

/** A certificate with its private key. */
export interface Issued {
  /** PEM, leaf first. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
  /** Milliseconds since the Unix epoch. */
  readonly notAfter: number;
}

/** A certificate for somebody else's key. */
export interface IssuedForKey extends Omit<Issued, 'privateKey'> {
  /** Serial number, hex as node:crypto has it. */
  readonly serial: string;
}

/** An authority that can issue. */
export interface Authority {
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

/** Makes the authority of a domain: it vouches for that domain's names alone, and issues no further ones. */
export function createAuthority(domain: string, at: number): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = authorityName(domain);
  const notAfter = at + certificateLives.authority;
  const { pem } = signCertificate({
    subject,
    publicKey,
    notBefore: at - backdateMs,
    notAfter,
    issuer: { name: commonName(subject), privateKey },
    extensions: [
      { id: '2.5.29.19', critical: 'critical', value: sequence(boolean('true'), integer(Buffer.of(0))) },
      { id: '2.5.29.15', critical: 'critical', value: bitString(Buffer.of(0x06), 1) }, // keyCertSign, cRLSign
      extendedKeyUsage('serverAuth', 'clientAuth'),
      { id: '2.5.29.14', value: octetString(keyIdentifier(publicKey)) },
      { id: '2.5.29.30', critical: 'critical', value: nameConstraints(domain) },
    ],
  });
  return { certificate: pem, privateKey: exportKey(privateKey), notAfter };
}

/** Issues the certificate that browsers see: for the domain and every host one label below it. */
export function issueHostCertificate(
  authority: Authority,
  { domain, at }: { readonly domain: string; readonly at: number },
): Issued {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const names = [domain, `*.${domain}`].map((name) => contextPrimitive(2, Buffer.from(name, 'ascii')));
  const leaf = issue(authority, {
    subject: domain,
    publicKey,
    at,
    life: certificateLives.host,
    extensions: [extendedKeyUsage('serverAuth'), { id: '2.5.29.17', value: sequence(...names) }],
  });
  return { certificate: leaf.certificate, notAfter: leaf.notAfter, privateKey: exportKey(privateKey) };
}

export interface PeerIssue {
  readonly domain: string;
  /** Now, milliseconds since the Unix epoch. */
  readonly at: number;
  readonly name: SpiffeName;
  /** PEM of the PKCS #10 request; only its key is taken. */
  readonly request: string;
}

/**
 * Issues a certificate for one of our own parts. Control's may serve and dial; all others only dial.
 * @throws Fault `proof-invalid` if the request proves no P-256 key
 */
export function issuePeerCertificate(authority: Authority, peer: PeerIssue): IssuedForKey {
  const uri = contextPrimitive(6, Buffer.from(formatSpiffeId(peer.domain, peer.name), 'ascii'));
  const usages =
    peer.name.kind === 'control' ? (['serverAuth', 'clientAuth'] as const) : (['clientAuth'] as const);
  return issue(authority, {
    subject: `${peer.name.kind} ${peer.name.id}`,
    publicKey: requestedKey(peer.request),
    at: peer.at,
    life: certificateLives.peer,
    extensions: [extendedKeyUsage(...usages), { id: '2.5.29.17', value: sequence(uri) }],
  });
}

interface Leaf {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly at: number;
  readonly life: number;
  readonly extensions: readonly Extension[];
}

function issue(authority: Authority, leaf: Leaf): IssuedForKey {
  const issuer = new X509Certificate(authority.certificate);
  const notAfter = Math.min(leaf.at + leaf.life, Date.parse(issuer.validTo));
  const { pem, serial } = signCertificate({
    subject: leaf.subject,
    publicKey: leaf.publicKey,
    notBefore: leaf.at - backdateMs,
    notAfter,
    issuer: { name: commonName(commonNameOf(issuer)), privateKey: createPrivateKey(authority.privateKey) },
    extensions: [
      { id: '2.5.29.19', critical: 'critical', value: sequence() }, // no authority
      { id: '2.5.29.15', critical: 'critical', value: bitString(Buffer.of(0x80), 7) }, // digitalSignature
      ...leaf.extensions,
      { id: '2.5.29.14', value: octetString(keyIdentifier(leaf.publicKey)) },
      { id: '2.5.29.35', value: sequence(contextPrimitive(0, keyIdentifier(issuer.publicKey))) },
    ],
  });
  return { certificate: pem, notAfter, serial };
}

const usageIds = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' } as const;

function extendedKeyUsage(...usages: readonly (keyof typeof usageIds)[]): Extension {
  return { id: '2.5.29.37', value: sequence(...usages.map((usage) => oid(usageIds[usage]))) };
}

function authorityName(domain: string): string {
  return `Sallyport ${domain}`.slice(0, 64);
}

/** The common name of an authority that we made: its only attribute, on one line. */
function commonNameOf(issuer: X509Certificate): string {
  return issuer.subject.replace(/^CN=/, '');
}

function exportKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
