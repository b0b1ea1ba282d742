import { X509Certificate } from 'node:crypto';

/** An authority of ours, as stores of certificates get it. */
export interface Authority {
  /** PEM, this one certificate. */
  readonly pem: string;
  /** SHA-256 of the certificate, in pairs of hexadecimal digits. */
  readonly fingerprint: string;
  /** Under what name stores keep it: from it one sees whose it is, and no other certificate has it. */
  readonly label: string;
}

/** What labels of ours look like. */
export const labelPattern = /^sallyport-[a-z0-9.-]{1,200}-[0-9a-f]{16}$/;

const blocks = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Reads the authorities in a PEM text. Only one that is confined to one domain (RFC 5280, 4.2.1.10), as ours are, is
 * taken: a store that trusted any other would let its holder pass for every place of the world.
 */
export function readAuthorities(text: string): readonly Authority[] {
  return (text.match(blocks) ?? []).map((block) => {
    const certificate = new X509Certificate(block);
    const domain = /^CN=Sallyport ([a-z0-9.-]+)$/m.exec(certificate.subject)?.[1];
    if (!certificate.ca || domain === undefined || !certificate.raw.includes(nameConstraints))
      throw new Error('That is no authority of a Sallyport: it is not confined to one domain.');
    const fingerprint = certificate.fingerprint256;
    const mark = fingerprint.replaceAll(':', '').slice(0, 16).toLowerCase();
    return { pem: `${block}\n`, fingerprint, label: `sallyport-${domain}-${mark}` };
  });
}

/** The object identifier 2.5.29.30 in DER, and that it is critical: a reader that does not know it must refuse. */
const nameConstraints = Buffer.from('0603551d1e0101ff', 'hex');
