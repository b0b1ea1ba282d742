import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Makes the value of a form cookie. */
export function newFormCookie(): string {
  return randomBytes(32).toString('base64url');
}

/** Tells whether a text has the form of a form cookie's value. */
export function isFormCookie(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** The token that forms carry: follows from the cookie, which no other origin can read or set. */
export function formTokenOf(cookie: string): string {
  return createHash('sha256').update(`sallyport form ${cookie}`).digest('base64url');
}

/** Compares a form's token with the one that its cookie asks for, in constant time. */
export function formTokenHolds(cookie: string | undefined, token: string | null): boolean {
  if (!isFormCookie(cookie) || token === null) return false;
  const given = Buffer.from(token);
  const right = Buffer.from(formTokenOf(cookie));
  return given.length === right.length && timingSafeEqual(given, right);
}
