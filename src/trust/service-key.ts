import { createHash } from 'node:crypto';
import { serviceKeyPrefix } from '#contracts/service-keys.ts';

const form = new RegExp(`^${serviceKeyPrefix}[A-Za-z0-9_-]{43}$`);

/**
 * Reads the hash under which a key is known: SHA-256 of its text, hex; fit since a key holds 32 random bytes.
 * Undefined for what has not the form of a key. It does not say that the key is anybody's.
 */
export function readServiceKey(text: string): string | undefined {
  // INVARIANT: the text is hashed, prefix and all, and of a host's token its 32 bytes alone: so neither is ever found
  // under the other's hash.
  return form.test(text) ? createHash('sha256').update(text).digest('hex') : undefined;
}
