import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

const signInPool = promisify(sign);

/** A key that signs tokens of one kind. */
export interface TokenKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** Reads a private key from PEM. */
export function tokenKey(kid: string, privateKey: string | Buffer): TokenKey {
  return { kid, key: createPrivateKey(privateKey) };
}

/**
 * Signs claims as a JWT with ES256 (RFC 7519, RFC 7518 3.4), in the thread pool: some 40 µs for each grant
 * would hold up the loop that answers gateways.
 */
export async function signToken(
  { kid, key }: TokenKey,
  typ: string,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const head = Buffer.from(JSON.stringify({ alg: 'ES256', typ, kid })).toString('base64url');
  const data = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  const signature = await signInPool('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' });
  return `${data}.${signature.toString('base64url')}`;
}
