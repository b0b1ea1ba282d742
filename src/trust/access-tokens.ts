import { refused, type Result } from '#base/result.ts';
import { type Claims, type TokenCheck, type TokenRefusal, verifyToken } from './token.ts';

/** `typ` of a signed grant. */
export const grantTokenType = 'sallyport-grant+jwt';

/** `typ` of an identity assertion. */
export const assertionTokenType = 'sallyport-assertion+jwt';

/** A grant in signed form: what lets every hop check an access for itself instead of taking a gateway's word. */
export type GrantClaims = Claims & {
  /** The session, or the service account. */
  readonly sid: string;
  readonly app: string;
  /** Where the grant is for one route only. */
  readonly route?: string;
};

/** Who is asking, as an app behind us reads it. `sub` and `sid` are names for this app alone. */
export type AssertionClaims = Claims & { readonly sid: string };

type Check = Omit<TokenCheck, 'typ'>;

/** Verifies a signed grant. `audience` is the SPIFFE ID of the gateway that it was given to. */
export function verifyGrant(check: Check & { readonly app: string }): Result<GrantClaims, GrantRefusal> {
  const verified = verifyToken({ ...check, typ: grantTokenType });
  if (!verified.ok) return verified;
  const { value } = verified;
  if (!isGrant(value)) return refused('malformed');
  return value.app === check.app ? { ok: true, value } : refused('wrong-app');
}

export type GrantRefusal = TokenRefusal | 'wrong-app';

/** Verifies an identity assertion. `audience` is the app's origin (RFC 6454). */
export function verifyAssertion(check: Check): Result<AssertionClaims, TokenRefusal> {
  const verified = verifyToken({ ...check, typ: assertionTokenType });
  if (!verified.ok) return verified;
  const { value } = verified;
  return hasSession(value) ? { ok: true, value } : refused('malformed');
}

function isGrant(claims: Claims): claims is GrantClaims {
  const { app, route } = claims;
  return hasSession(claims) && typeof app === 'string' && (route === undefined || typeof route === 'string');
}

function hasSession(claims: Claims): claims is Claims & { readonly sid: string } {
  return typeof claims['sid'] === 'string';
}
