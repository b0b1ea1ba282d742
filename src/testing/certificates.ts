import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { refused } from '#base/result.ts';
import type { LinkCredentials, VerifyPeer } from '#link/index.ts';

/** An authority that lives as long as a test. */
export interface TestAuthority {
  /** PEM. */
  readonly certificate: string;
  /** Issues a certificate with the SPIFFE name `spiffe://test/<kind>/<id>`, for both ends of TLS. */
  issue(kind: string, id: string): LinkCredentials;
  /** Issues a server certificate for DNS names and IPv4 addresses. */
  issueHosts(...names: readonly string[]): { readonly certificate: string; readonly privateKey: string };
  /** Takes leaves that this authority signed, by their SPIFFE name; nothing else is checked. */
  readonly verifyPeer: VerifyPeer;
}

/** Makes an authority with a key of its own. */
export function createTestAuthority(): TestAuthority {
  const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subject = name(`test authority ${randomBytes(4).toString('hex')}`);
  const certificate = issue({
    subject,
    issuer: subject,
    publicKey: own.publicKey,
    signer: own.privateKey,
    extensions: [extension([2, 5, 29, 19], tlv(0x30, tlv(0x01, Buffer.from([0xff]))))],
  });

  return {
    certificate,
    issue(kind, id) {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const uri = Buffer.from(`spiffe://test/${kind}/${id}`, 'latin1');
      return {
        certificate: issue({
          subject: name(id),
          issuer: subject,
          publicKey: leaf.publicKey,
          signer: own.privateKey,
          extensions: [extension([2, 5, 29, 17], tlv(0x30, tlv(0x86, uri)))],
        }),
        privateKey: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        authorities: [certificate],
      };
    },
    issueHosts(...names) {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const entries = names.map((entry) =>
        isIP(entry) === 4
          ? tlv(0x87, Buffer.from(entry.split('.').map(Number)))
          : tlv(0x82, Buffer.from(entry, 'latin1')),
      );
      return {
        certificate: issue({
          subject: name(names[0] ?? 'nobody'),
          issuer: subject,
          publicKey: leaf.publicKey,
          signer: own.privateKey,
          extensions: [extension([2, 5, 29, 17], tlv(0x30, ...entries))],
        }),
        privateKey: leaf.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
    verifyPeer({ leaf }) {
      const presented = new X509Certificate(leaf);
      if (!presented.verify(createPublicKey(own.publicKey.export({ type: 'spki', format: 'pem' })))) {
        return refused('not signed by the authority');
      }
      const [, kind, id] = /URI:spiffe:\/\/test\/([a-z]+)\/(\w+)/.exec(presented.subjectAltName ?? '') ?? [];
      if (kind === undefined || id === undefined) return refused('no SPIFFE name');
      return { ok: true, value: { kind, id } };
    },
  };
}

interface Issue {
  readonly subject: Buffer;
  readonly issuer: Buffer;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly extensions: readonly Buffer[];
}

// X.509 version 3 (RFC 5280, 4.1), just as much of it as TLS wants.
function issue({ subject, issuer, publicKey, signer, extensions }: Issue): string {
  const ecdsaWithSha256 = tlv(0x30, oid([1, 2, 840, 10045, 4, 3, 2]));
  const signed = tlv(
    0x30,
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    issuer,
    tlv(0x30, time(Date.now() - 3_600_000), time(Date.now() + 86_400_000)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, tlv(0x30, ...extensions)),
  );
  const signature = sign('sha256', signed, signer);
  const whole = tlv(0x30, signed, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  const head =
    size < 0x80 ? [tag, size] : size < 0x100 ? [tag, 0x81, size] : [tag, 0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from(head), value]);
}

function oid([first = 0, second = 0, ...rest]: readonly number[]): Buffer {
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return tlv(0x06, Buffer.from(bytes));
}

function name(common: string): Buffer {
  return tlv(0x30, tlv(0x31, tlv(0x30, oid([2, 5, 4, 3]), tlv(0x0c, Buffer.from(common, 'utf8')))));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tlv(0x17, Buffer.from(`${text}Z`, 'latin1'));
}

function extension(id: readonly number[], value: Buffer): Buffer {
  return tlv(0x30, oid(id), tlv(0x04, value));
}
