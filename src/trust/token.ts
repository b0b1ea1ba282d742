import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';
import { ok, refused, type Result } from '#base/result.ts';

/** A public key that signs one kind of token and nothing else. */
export interface VerificationKey {
  readonly kid: string;
  readonly key: KeyObject;
}

/** A public key as it travels (RFC 7517), for ES256 (RFC 7518, 3.4). */
export interface PublicJwk {
  readonly kid: string;
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
}

/** Why a token counts for nothing. */
export type TokenRefusal =
  | 'malformed'
  | 'wrong-type'
  | 'unknown-key'
  | 'bad-signature'
  | 'wrong-issuer'
  | 'wrong-audience'
  | 'expired'
  | 'not-yet-valid';

/** What every token of ours says. Times are seconds since the Unix epoch (RFC 7519, 2). */
export interface RegisteredClaims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
}

export type Claims = RegisteredClaims & Readonly<Record<string, unknown>>;

export interface TokenCheck {
  readonly token: string;
  /** The `typ` of the header: keeps a token of one kind from being taken for another. */
  readonly typ: string;
  readonly issuer: string;
  readonly audience: string;
  /** Keys of this kind of token only. */
  readonly keys: readonly VerificationKey[];
  /** Now, milliseconds since the Unix epoch. */
  readonly at: number;
}

const longestToken = 8_192;
/** How far two machines' clocks may differ, seconds. */
const tolerance = 5;

/** Reads a public key from its JWK. */
export function verificationKey(jwk: PublicJwk): VerificationKey {
  const plain: JsonWebKey = { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y };
  return { kid: jwk.kid, key: createPublicKey({ key: plain, format: 'jwk' }) };
}

/**
 * Verifies a token of ours: ES256 by a key of its kind, and all of `typ iss aud exp nbf`. The header chooses
 * among the given keys by `kid`, never an algorithm: a token that names its own (`none`, HMAC with a public
 * key as the secret) is the oldest way to forge one. Claims beyond the registered are the caller's to check.
 */
export function verifyToken(check: TokenCheck): Result<Claims, TokenRefusal> {
  if (check.token.length > longestToken) return refused('malformed');
  const parts = check.token.split('.');
  const [head, body, signature] = parts;
  if (parts.length !== 3 || !head || !body || !signature) return refused('malformed');
  const header = readJson(head);
  if (!header || header['alg'] !== 'ES256' || 'crit' in header) return refused('malformed');
  if (header['typ'] !== check.typ) return refused('wrong-type');
  const found = check.keys.find(({ kid }) => kid === header['kid']);
  if (!found) return refused('unknown-key');
  if (!signedBy(found.key, `${head}.${body}`, signature)) return refused('bad-signature');
  const claims = readJson(body);
  if (!claims || !hasRegisteredClaims(claims)) return refused('malformed');
  return checkClaims(claims, check);
}

/** Verifies an audit checkpoint's signature (ECDSA P-256 with SHA-256, DER) by the key it names. */
export function verifyCheckpoint(
  keys: readonly VerificationKey[],
  signed: { readonly kid: string; readonly bytes: Uint8Array; readonly signature: Uint8Array },
): boolean {
  const found = keys.find(({ kid }) => kid === signed.kid);
  return found !== undefined && verify('sha256', signed.bytes, found.key, signed.signature);
}

function checkClaims(claims: Claims, check: TokenCheck): Result<Claims, TokenRefusal> {
  const now = check.at / 1_000;
  if (claims.iss !== check.issuer) return refused('wrong-issuer');
  if (claims.aud !== check.audience) return refused('wrong-audience');
  if (now >= claims.exp + tolerance) return refused('expired');
  if (now < claims.nbf - tolerance) return refused('not-yet-valid');
  return ok(claims);
}

function signedBy(key: KeyObject, data: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url');
  // One spelling only: a lax decoder would let one token have many texts, which breaks lists of used ones.
  if (bytes.length !== 64 || bytes.toString('base64url') !== signature) return false;
  return verify('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

function readJson(part: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.assign(Object.create(null) as Record<string, unknown>, parsed);
  } catch {
    return undefined;
  }
}

function hasRegisteredClaims(claims: Record<string, unknown>): claims is Claims {
  const texts = [claims['iss'], claims['aud'], claims['sub'], claims['jti']];
  const times = [claims['iat'], claims['nbf'], claims['exp']];
  return texts.every((text) => typeof text === 'string') && times.every((time) => Number.isFinite(time));
}
