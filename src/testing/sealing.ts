import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Seal } from '#identity/index.ts';

/** A seal under a key of its own, which refuses what was sealed about something else. */
export function createTestSeal(): Seal {
  const key = randomBytes(32);
  return {
    seal(plain, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, place) {
      const all = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, all.subarray(0, 12));
      decipher.setAAD(Buffer.from(place)).setAuthTag(all.subarray(12, 28));
      return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]);
    },
  };
}
