import { isIP } from 'node:net';
import { isId, type PersonId, type ServiceAccountId, type ServiceKeyId, type SessionId } from '#base/ids.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';

/**
 * Tells whether the inputs of an access have the form that an honest gateway gives them. A gateway faces the
 * network and may be somebody else's by now: nothing of what it says reaches a query, a policy or a record
 * before its form was checked.
 */
export function isSoundInput(input: AccessInput): boolean {
  return (
    isTokenHash(input.token) &&
    isId('app', input.app) &&
    (input.route === undefined || isId('route', input.route)) &&
    (input.method === undefined || /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}$/.test(input.method)) &&
    (input.path === undefined || isSoundPath(input.path)) &&
    isIP(input.address) !== 0
  );
}

/** Tells whether a text is a SHA-256 as lower-case hex. */
export function isTokenHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

// Without lone surrogates, which have no bytes to be recorded by, and without control characters.
function isSoundPath(path: string): boolean {
  return path.startsWith('/') && path.length <= 16_384 && !/[\p{Surrogate}\p{Cc}]/u.test(path);
}

/** Tells whether a text has the form of what a grant is held by: a session, or a key of a service account. */
export function isSession(text: string): text is SessionId | ServiceKeyId {
  return isId('session', text) || isId('serviceKey', text);
}

/** Tells whether a text has the form of who holds a grant: a person, or a service account. */
export function isHolder(text: string): text is PersonId | ServiceAccountId {
  return isId('person', text) || isId('serviceAccount', text);
}
