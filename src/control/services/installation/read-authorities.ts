import { X509Certificate } from 'node:crypto';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';

/** Reads the certificates of our authorities: what browsers have to trust where nobody gave another. */
export async function readAuthorities(call: Call) {
  await permit(call, 'read');
  const { own, certificates } = call.vouching();
  const authorities = certificates.map((certificate) => ({
    certificate,
    fingerprint: new X509Certificate(certificate).fingerprint256,
  }));
  return { own, authorities };
}
