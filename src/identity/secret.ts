import { createHash, randomBytes } from 'node:crypto';

/** Makes a secret that opens something: 32 random bytes, base64url, 43 characters. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Tells whether a text has the form of a secret of ours, so that nothing else is ever looked up. */
export function isSecret(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/**
 * Hashes a secret of ours for storage and lookup: SHA-256, hex. Fit for random secrets only, never for what a
 * person chose.
 */
export function hashSecret(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
