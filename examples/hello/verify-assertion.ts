import { createPublicKey, verify, type JsonWebKey, type KeyObject } from 'node:crypto';

/** What an assertion says once it was verified. */
export type Claims = Readonly<Record<string, unknown>>;

export type Verified =
  | { readonly ok: true; readonly claims: Claims }
  | { readonly ok: false; readonly why: string };

/** What an application has to know to verify assertions. */
export interface Expected {
  /** Who signs: the origin of the sign-in host. */
  readonly issuer: string;
  /** Whom it is for: the application's own public origin. */
  readonly audience: string;
  /** Finds a public key by its id among those that the issuer publishes. */
  readonly keyById: (kid: string) => Promise<KeyObject | undefined>;
}

/**
 * Verifies the assertion that Sallyport puts into every request: its type, its signature (ES256), who made it, whom
 * it is for, and that it is in time. All five matter: without the audience, another application could pass on what
 * it got; without the type, another token of the same signer would do.
 */
export async function verifyAssertion(token: string, expected: Expected): Promise<Verified> {
  const parts = token.split('.');
  const [head, body, signature] = parts;
  if (parts.length !== 3 || !head || !body || !signature || token.length > 8_192) return no('is no token');
  const [header, claims] = [readJson(head), readJson(body)];
  if (header === undefined || claims === undefined) return no('is no token');
  if (header['alg'] !== 'ES256' || header['typ'] !== 'sallyport-assertion+jwt')
    return no('is of another type');
  const key = await expected.keyById(String(header['kid']));
  if (key === undefined) return no('is signed by a key that the issuer does not publish');
  const bytes = Buffer.from(signature, 'base64url');
  const signed = verify('sha256', Buffer.from(`${head}.${body}`), { key, dsaEncoding: 'ieee-p1363' }, bytes);
  if (!signed) return no('has a signature that does not hold');
  if (claims['iss'] !== expected.issuer) return no('comes from another issuer');
  if (claims['aud'] !== expected.audience) return no('is for another application');
  const now = Date.now() / 1_000;
  const [from, until] = [Number(claims['nbf'] ?? claims['iat']), Number(claims['exp'])];
  if (!(now < until + 5)) return no('is too old');
  if (!(now > from - 5)) return no('is not valid yet');
  return { ok: true, claims };
}

function no(why: string): Verified {
  return { ok: false, why };
}

/** Reads a public key as issuers publish them (RFC 7517); undefined for one that is of no use here. */
export function publicKeyOf(jwk: unknown): { readonly kid: string; readonly key: KeyObject } | undefined {
  if (typeof jwk !== 'object' || jwk === null || !('kid' in jwk) || typeof jwk.kid !== 'string')
    return undefined;
  try {
    const plain: JsonWebKey = { ...jwk };
    return { kid: jwk.kid, key: createPublicKey({ key: plain, format: 'jwk' }) };
  } catch {
    return undefined;
  }
}

function readJson(part: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}
