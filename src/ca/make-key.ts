import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createAuthority, issueHostCertificate, type Authority } from './certificates.ts';
import { keyLives, type KeyStep } from './key-life.ts';
import type { Sealer } from './seal.ts';
import type { KeyPurpose, KeyToStore, StoredKey } from './stored-key.ts';

export interface KeyMaking {
  readonly purpose: KeyPurpose;
  readonly step: Extract<KeyStep, { kind: 'make' }>;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly domain: string;
  readonly sealer: Sealer;
  /** Every key that is not retired. */
  readonly current: readonly StoredKey[];
}

/** Makes a key of a purpose, its private part sealed in place. */
export function makeKey(making: KeyMaking): KeyToStore {
  const { purpose, step, sealer } = making;
  const kid = `${purpose}-${randomBytes(9).toString('base64url')}`;
  const made = material(making);
  return {
    kid,
    purpose,
    alg: made.alg,
    public: made.public,
    sealedPrivate: sealer.seal(Buffer.from(made.private), placeOf(kid)),
    state: step.state,
    notBefore: new Date(step.notBefore),
    notAfter: new Date(Math.min(step.notBefore + keyLives[purpose].signs, made.notAfter ?? Infinity)),
  };
}

/** The place that a key's private part is sealed to. */
export function placeOf(kid: string): string {
  return `keys/${kid}`;
}

interface Material {
  readonly alg: string;
  readonly public: string;
  readonly private: string | Buffer;
  readonly notAfter?: number;
}

function material(making: KeyMaking): Material {
  const { purpose, at, domain } = making;
  if (purpose === 'ca') {
    const { certificate, privateKey, notAfter } = createAuthority(domain, at);
    return { alg: 'ES256', public: certificate, private: privateKey, notAfter };
  }
  if (purpose === 'tls') {
    const authority = authorityOf(making);
    const { certificate, privateKey, notAfter } = issueHostCertificate(authority, { domain, at });
    return { alg: 'ES256', public: certificate + authority.certificate, private: privateKey, notAfter };
  }
  if (purpose === 'code') {
    return { alg: 'HS256', public: freeLetter(making.current), private: randomBytes(32) };
  }
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    alg: 'ES256',
    public: JSON.stringify(publicKey.export({ format: 'jwk' })),
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

function authorityOf({ current, sealer }: KeyMaking): Authority {
  const key = current.find(({ purpose, state }) => purpose === 'ca' && state === 'active');
  if (!key) throw new Error('the authority is made before what it issues');
  return { certificate: key.public, privateKey: sealer.open(key.sealedPrivate, placeOf(key.kid)).toString() };
}

/** A character that no other key has: it stands in every token, so it is kept to one byte. */
function freeLetter(current: readonly StoredKey[]): string {
  const taken = new Set(current.filter(({ purpose }) => purpose === 'code').map((key) => key.public));
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.split('').filter((letter) => !taken.has(letter));
  const [byte = 0] = randomBytes(1);
  const letter = letters[byte % letters.length];
  if (letter === undefined) throw new Error('too many keys for tokens at once');
  return letter;
}
