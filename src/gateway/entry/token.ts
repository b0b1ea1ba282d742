import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { RollingKey } from '#contracts/protocol/app-config.ts';

/** A token and the name under which the control plane knows it. */
export interface MintedToken {
  readonly token: string;
  /** SHA-256 of the random part, hex. */
  readonly hash: string;
}

const randomLength = 32;
const macLength = 8;
const form = /^[0-9A-Za-z][A-Za-z0-9_-]{54}$/;

/**
 * Makes a token for one host: the key's id, then 32 random bytes and 8 bytes of HMAC-SHA-256 over them in
 * base64url. Undefined while there is no key.
 */
export function mintToken(keys: readonly RollingKey[]): MintedToken | undefined {
  const key = keys[0];
  if (key === undefined) return undefined;
  const random = randomBytes(randomLength);
  const body = Buffer.concat([random, markOf(key, random)]).toString('base64url');
  return { token: `${key.id}${body}`, hash: hashOf(random) };
}

/**
 * Reads a token's hash if one of our gateways made the token. Checked before anything is looked up, so that
 * made-up tokens cost an HMAC and reach neither a table nor the control plane. It does not say that the token
 * is alive.
 */
export function readToken(keys: readonly RollingKey[], token: string): string | undefined {
  if (!form.test(token)) return undefined;
  const key = keys.find((candidate) => candidate.id === token.charAt(0));
  if (key === undefined) return undefined;
  const bytes = Buffer.from(token.slice(1), 'base64url');
  if (bytes.length !== randomLength + macLength) return undefined;
  const random = bytes.subarray(0, randomLength);
  return timingSafeEqual(bytes.subarray(randomLength), markOf(key, random)) ? hashOf(random) : undefined;
}

function markOf(key: RollingKey, random: Buffer): Buffer {
  const secret = Buffer.from(key.secret, 'base64url');
  return createHmac('sha256', secret).update('token.').update(random).digest().subarray(0, macLength);
}

function hashOf(random: Buffer): string {
  return createHash('sha256').update(random).digest('hex');
}
