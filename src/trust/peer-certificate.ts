import { X509Certificate } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { ok, refused, type Result } from '#base/result.ts';
import { Fault } from '#contracts/errors.ts';
import { parseSpiffeId, type SpiffeName } from './spiffe.ts';

/** What the other end of a TLS handshake showed. */
export interface PresentedCertificates {
  /** DER of the certificate whose private key signed the handshake. */
  readonly leaf: Uint8Array;
  /** DER of what came along. Never looked at: the handshake proves nothing about these. */
  readonly others?: readonly Uint8Array[];
}

/** A verified peer. */
export interface VerifiedPeer extends SpiffeName {
  /** Serial number, upper-case hex. */
  readonly serial: string;
  /** SHA-256 of the certificate, lower-case hex. */
  readonly fingerprint: string;
  /** When the certificate ends, milliseconds since the Unix epoch. */
  readonly notAfter: number;
}

export interface PeerVerifierOptions {
  /** PEM of the authorities that may have issued the certificate, each directly. */
  readonly authorities: readonly string[];
  readonly domain: string;
  /** What the certificate must be for: `client` where we accepted the connection, `server` where we dialled. */
  readonly usage: 'client' | 'server';
  readonly clock: Clock;
}

/** Verifies a peer; an error is the reason for the log. */
export type PeerVerifier = (presented: PresentedCertificates) => Result<VerifiedPeer, string>;

/** Extended key usages (RFC 5280, 4.2.1.12). */
const usages = { client: '1.3.6.1.5.5.7.3.2', server: '1.3.6.1.5.5.7.3.1' } as const;

/**
 * Makes the check of who a peer is: the leaf that signed the handshake, issued by one of our authorities
 * itself, within its dates, for this usage, with one name, which is ours.
 *
 * Only the leaf counts. An end that looks for a good name anywhere in the chain takes a certificate that was
 * merely sent along for the sender's own: anybody can copy one from a handshake they saw.
 */
export function createPeerVerifier(options: PeerVerifierOptions): PeerVerifier {
  const authorities = options.authorities.map(readAuthority);
  return ({ leaf }) => {
    const certificate = read(leaf);
    if (!certificate) return refused('the certificate cannot be read');
    const at = options.clock.wall();
    const issuer = authorities.find((authority) => issued(authority, certificate));
    if (!issuer) return refused('it was not issued by our authority');
    if (!within(issuer, at)) return refused('its authority is out of date');
    if (!within(certificate, at)) return refused('it is out of date');
    if (certificate.ca) return refused('it is an authority');
    // node:crypto calls the extended usages so; a certificate without any would be good for everything.
    const allowed: readonly string[] = certificate.keyUsage ?? [];
    if (!allowed.includes(usages[options.usage])) return refused('it is for another usage');
    const name = nameOf(certificate, options.domain);
    if (!name.ok) return name;
    return ok({
      ...name.value,
      serial: certificate.serialNumber,
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      notAfter: Date.parse(certificate.validTo),
    });
  };
}

function readAuthority(pem: string): X509Certificate {
  const certificate = new X509Certificate(pem);
  if (!certificate.ca) throw new Fault('proof-invalid', 'A certificate given as authority is none.');
  return certificate;
}

function read(der: Uint8Array): X509Certificate | undefined {
  try {
    return new X509Certificate(der);
  } catch {
    return undefined;
  }
}

function issued(authority: X509Certificate, leaf: X509Certificate): boolean {
  try {
    return leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
  } catch {
    return false;
  }
}

function within(certificate: X509Certificate, at: number): boolean {
  return Date.parse(certificate.validFrom) <= at && at < Date.parse(certificate.validTo);
}

/**
 * Takes the one name. With two, two readers could take it for two peers: a list (`, `) or anything that
 * node:crypto had to quote does not have the form of a single plain URI.
 */
function nameOf(certificate: X509Certificate, domain: string): Result<SpiffeName, string> {
  const [, uri] = /^URI:(spiffe:\/\/[A-Za-z0-9./_-]+)$/.exec(certificate.subjectAltName ?? '') ?? [];
  return uri === undefined ? refused('it has no single name') : parseSpiffeId(uri, domain);
}
