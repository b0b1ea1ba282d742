import { createHash } from 'node:crypto';

/**
 * Names the stored hash that a password was right for, without saying it: a sign-in that began with one password
 * must not end after it was changed or locked.
 */
export function passwordMark(hash: string): string {
  return createHash('sha256').update(`password.${hash}`).digest('base64url').slice(0, 22);
}
