import { createHash, createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  bitString,
  boolean,
  context,
  integer,
  octetString,
  oid,
  sequence,
  set,
  time,
  utf8String,
} from './der.ts';

/** An extension of a certificate (RFC 5280, 4.2): its OID, whether it is critical, its DER. */
export interface Extension {
  readonly id: string;
  readonly critical?: 'critical';
  readonly value: Buffer;
}

export interface CertificateContent {
  /** The subject's common name; at most 64 characters count. */
  readonly subject: string;
  readonly publicKey: KeyObject;
  /** Milliseconds since the Unix epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly extensions: readonly Extension[];
  readonly issuer: {
    /** DER of the issuer's name. */
    readonly name: Buffer;
    readonly privateKey: KeyObject;
  };
}

/** A signed certificate. */
export interface SignedCertificate {
  readonly pem: string;
  /** Serial number, upper-case hex as node:crypto has it. */
  readonly serial: string;
}

export const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/** A name of one common name (RFC 5280, 4.1.2.4). */
export function commonName(text: string): Buffer {
  return sequence(set(sequence(oid('2.5.4.3'), utf8String(text.slice(0, 64)))));
}

/** Signs a certificate, version 3 (RFC 5280, 4.1), by ECDSA with SHA-256. */
export function signCertificate(content: CertificateContent): SignedCertificate {
  const serial = newSerial();
  const tbs = sequence(
    context(0, integer(Buffer.of(2))),
    integer(serial),
    ecdsaWithSha256,
    content.issuer.name,
    sequence(time(content.notBefore), time(content.notAfter)),
    commonName(content.subject),
    spkiOf(content.publicKey),
    context(3, sequence(...content.extensions.map(encodeExtension))),
  );
  const signature = sign('sha256', tbs, content.issuer.privateKey);
  const whole = sequence(tbs, ecdsaWithSha256, bitString(signature));
  return { pem: toPem('CERTIFICATE', whole), serial: serial.toString('hex').toUpperCase() };
}

function encodeExtension({ id, critical, value }: Extension): Buffer {
  return sequence(oid(id), ...(critical ? [boolean('true')] : []), octetString(value));
}

/** DER of a public key (SubjectPublicKeyInfo), of a private key's other half too. */
export function spkiOf(key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return open.export({ type: 'spki', format: 'der' });
}

/** The key identifier of a public key: SHA-1 of its bits, which only names it (RFC 5280, 4.2.1.2). */
export function keyIdentifier(key: KeyObject): Buffer {
  // The bits of an uncompressed P-256 point are the last 65 bytes of its SubjectPublicKeyInfo.
  return createHash('sha1').update(spkiOf(key).subarray(-65)).digest();
}

/** Writes PEM (RFC 7468). */
export function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

/** 127 random bits: positive, and never shortened by a leading zero. */
function newSerial(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}
