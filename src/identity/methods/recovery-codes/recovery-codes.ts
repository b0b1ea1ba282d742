import { createHash, randomBytes } from 'node:crypto';
import type { PersonId } from '#base/ids.ts';

/** How many codes a person gets. */
export const recoveryCodeCount = 10;

// Crockford's base 32: no letter that looks like a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Makes ten codes of 80 random bits each, written in four groups. They are shown once. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: recoveryCodeCount }, () => {
    const signs = [...randomBytes(16)].map((byte) => alphabet.charAt(byte & 31)).join('');
    return (signs.match(/.{4}/g) ?? []).join('-');
  });
}

/**
 * Hashes a code for storage and lookup: SHA-256 with the person in it, hex. 80 random bits need no slow hash.
 * Undefined for what cannot be a code. Reads what people confuse (o, i, l) as what was meant.
 */
export function hashRecoveryCode(person: PersonId, typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const meant = typed.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  if (!/^[0-9a-hjkmnp-tv-z]{16}$/.test(meant)) return undefined;
  return createHash('sha256').update(`recovery.${person}.${meant}`).digest('hex');
}
