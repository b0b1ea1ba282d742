import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '#contracts/errors.ts';
import type { RootKey, RootKeys } from './root-key.ts';

/** Seals secrets at rest and opens them. */
export interface Sealer {
  /** Seals under the first root key. `place` names the row: a sealed value moved to another does not open. */
  seal(plain: Uint8Array, place: string): Buffer;
  /** @throws Fault `seal-broken` if it was altered, moved, or sealed under a root key that is not here */
  open(sealed: Uint8Array, place: string): Buffer;
  /**
   * A stable name for something that says nothing of it to whoever lacks the root key: the same person under
   * another name at each app, so that apps cannot compare notes.
   */
  pseudonym(scope: string, text: string): string;
  /** A secret of its own for a purpose, from the first root key: another one once that is replaced. */
  secretFor(purpose: string): Buffer;
}

// Layout: format (1), root key's id (8), nonce (12), ciphertext, tag (16).
const format = 1;
const headLength = 21;
const tagLength = 16;

/** Makes a sealer: AES-256-GCM (NIST SP 800-38D) with a random nonce each time, under a key derived by HKDF. */
export function createSealer(rootKeys: RootKeys): Sealer {
  const opening = rootKeys.filter(({ only }) => only === undefined);
  const keys = new Map(opening.map((root) => [root.id, derive(root, 'seal')]));
  const names = namesSecret(rootKeys);
  const [current] = rootKeys;
  return {
    seal(plain, place) {
      const nonce = randomBytes(12);
      const head = Buffer.concat([Buffer.of(format), Buffer.from(current.id, 'hex'), nonce]);
      const cipher = createCipheriv('aes-256-gcm', keyFor(keys, current.id), nonce, {
        authTagLength: tagLength,
      });
      cipher.setAAD(additionalData(head, place));
      return Buffer.concat([head, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < headLength + tagLength || bytes[0] !== format) throw broken('it is damaged');
      const head = bytes.subarray(0, headLength);
      const key = keyFor(keys, head.subarray(1, 9).toString('hex'));
      const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(9), { authTagLength: tagLength });
      decipher.setAAD(additionalData(head, place));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(headLength, -tagLength)), decipher.final()]);
      } catch (cause) {
        throw broken('it was altered or moved', cause);
      }
    },
    pseudonym: (scope, text) =>
      createHmac('sha256', names)
        .update(JSON.stringify([scope, text]))
        .digest('base64url'),
    secretFor: (purpose) => derive(current, `for ${purpose}`),
  };
}

/** What names are derived from: the oldest root key, or what is left of it, since names must not change. */
export function namesSecret(rootKeys: RootKeys): Buffer {
  const oldest = rootKeys.at(-1) ?? rootKeys[0];
  return oldest.only === 'names' ? oldest.secret : derive(oldest, 'pseudonym');
}

/**
 * The root key that a sealed value is under, by its id: the bytes 2 to 9. The store finds by them what is still
 * under an older one.
 */
export function sealedUnder(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, 9)).toString('hex');
}

/** The key that backups are sealed under where no passphrase was given, with the name of its root key. */
export function backupKey(root: RootKey): {
  readonly kind: 'key';
  readonly id: string;
  readonly key: Buffer;
} {
  return { kind: 'key', id: root.id, key: derive(root, 'backup') };
}

function derive(root: RootKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root.secret, Buffer.alloc(0), `sallyport ${purpose} v1`, 32));
}

function keyFor(keys: ReadonlyMap<string, Buffer>, id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw broken(`it was sealed under another root key (${id})`);
  return key;
}

function additionalData(head: Buffer, place: string): Buffer {
  return Buffer.concat([head, Buffer.from(place)]);
}

function broken(why: string, cause?: unknown): Fault {
  return new Fault('seal-broken', `A sealed secret cannot be opened: ${why}.`, { cause });
}
