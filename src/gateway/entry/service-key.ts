import { readServiceKey } from '#trust/index.ts';

/**
 * Reads the hash of the key in a field's value: `Bearer`, in any case, one space or more, the key (RFC 6750, 2.1).
 * Undefined for anything else; nothing in it was looked up.
 */
export function readKeyField(value: string): string | undefined {
  const [, key] = /^bearer +([\w-]{1,100})$/i.exec(value) ?? [];
  return key === undefined ? undefined : readServiceKey(key);
}
