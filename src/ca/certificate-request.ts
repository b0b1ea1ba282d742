import { createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { Fault } from '#contracts/errors.ts';
import { bitString, context, integer, readElements, sequence } from './der.ts';
import { commonName, ecdsaWithSha256, spkiOf, toPem } from './x509.ts';

/** Makes a P-256 key pair and the request (PKCS #10, RFC 2986) for a certificate of it. The key stays with the caller. */
export function makeCertificateRequest(): { readonly request: string; readonly privateKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const info = sequence(integer(Buffer.of(0)), commonName('sallyport'), spkiOf(publicKey), context(0));
  const request = sequence(info, ecdsaWithSha256, bitString(sign('sha256', info, privateKey)));
  return {
    request: toPem('CERTIFICATE REQUEST', request),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/**
 * Reads the public key of a certificate request, which proves by its signature that the sender holds the
 * private one. Nothing else is taken from it: names in a request are wishes of whoever sent it.
 * @throws Fault `proof-invalid` unless it is a well-formed request of a P-256 key, signed with SHA-256
 */
export function requestedKey(text: string): KeyObject {
  const key = readRequest(text);
  if (key) return key;
  throw new Fault('proof-invalid', 'The certificate request does not prove a P-256 key.');
}

function readRequest(text: string): KeyObject | undefined {
  const bytes = fromPem(text);
  const [outer, ...beyond] = (bytes && readElements(bytes)) ?? [];
  if (outer?.tag !== 0x30 || beyond.length > 0) return undefined;
  const [info, algorithm, signature, ...more] = readElements(outer.content) ?? [];
  if (info?.tag !== 0x30 || signature?.tag !== 0x03 || more.length > 0) return undefined;
  if (!algorithm?.whole.equals(ecdsaWithSha256) || signature.content[0] !== 0) return undefined;
  const key = keyOf(info.content);
  if (!key || !isSignedBy(key, info.whole, signature.content.subarray(1))) return undefined;
  return key;
}

function keyOf(info: Buffer): KeyObject | undefined {
  const [version, subject, spki, attributes, ...more] = readElements(info) ?? [];
  const shape = [version?.tag, subject?.tag, spki?.tag, attributes?.tag, more.length];
  if (shape.join() !== [0x02, 0x30, 0x30, 0xa0, 0].join() || !spki) return undefined;
  try {
    const key = createPublicKey({ key: spki.whole, format: 'der', type: 'spki' });
    const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    // Written out again it must be the same: no compressed or otherwise unusual spelling of the point.
    return isP256 && spkiOf(key).equals(spki.whole) ? key : undefined;
  } catch {
    return undefined;
  }
}

function isSignedBy(key: KeyObject, data: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', data, key, signature);
  } catch {
    return false;
  }
}

function fromPem(text: string): Buffer | undefined {
  if (text.length > 8_192) return undefined;
  const form =
    /^-----BEGIN CERTIFICATE REQUEST-----\s+([A-Za-z0-9+/=\s]+)-----END CERTIFICATE REQUEST-----\s*$/;
  const [, body] = form.exec(text) ?? [];
  return body === undefined ? undefined : Buffer.from(body, 'base64');
}
