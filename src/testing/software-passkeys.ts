import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { CreationOptions, RequestOptions } from '#identity/index.ts';

/** What the answer of a browser and its authenticator would say; each field can be bent to say something else. */
export interface Bent {
  readonly origin?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly topOrigin?: string;
  readonly rpId?: string;
  /** Bits of the authenticator data (WebAuthn, section 6.1): 1 present, 4 verified, 8 and 16 backed up. */
  readonly flags?: number;
  readonly counter?: number;
  readonly userHandle?: string | undefined;
  /** Bends the signature itself. */
  readonly signature?: (right: Buffer) => Buffer;
  /** The credential that the answer names. */
  readonly id?: string;
  /** The attestation's format and statement over what a FIDO U2F key signs; `none` and empty unless given. */
  readonly attestation?: (signed: Buffer) => {
    readonly fmt: string;
    readonly statement: ReadonlyMap<unknown, unknown>;
  };
  readonly aaguid?: Buffer;
  /** The id of a new credential. */
  readonly credentialId?: Buffer;
}

export type KeyKind = 'ES256' | 'EdDSA' | 'RS256' | 'ES384';

/** A passkey in the software authenticator. */
export interface SoftwarePasskey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly kind: KeyKind;
  readonly userHandle: string;
  /** Signatures so far; undefined for an authenticator that does not count. */
  counter: number | undefined;
}

/** A browser with an authenticator in it, as far as passkeys are concerned. */
export interface SoftwareAuthenticator {
  readonly passkeys: SoftwarePasskey[];
  /** Makes a passkey, as `navigator.credentials.create` does; answers with the JSON that a page sends. */
  create(options: CreationOptions, bent?: Bent): string;
  /** Signs a challenge, as `navigator.credentials.get` does, by a passkey (else the first that is allowed). */
  get(options: RequestOptions, bent?: Bent, passkey?: SoftwarePasskey): string;
}

/** Makes an authenticator of one kind of key; `counting: 'no'` always says 0, as synced passkeys do. */
export function createSoftwareAuthenticator(setting: {
  readonly origin: string;
  readonly kind?: KeyKind;
  readonly counting?: 'yes' | 'no';
}): SoftwareAuthenticator {
  const { origin, kind = 'ES256', counting = 'yes' } = setting;
  const passkeys: SoftwarePasskey[] = [];
  return {
    passkeys,
    create(options, bent = {}) {
      const { privateKey, cose, point } = newKey(kind);
      const id = bent.credentialId ?? randomBytes(24);
      const counter = counting === 'yes' ? 0 : undefined;
      const userHandle = options.user.id;
      passkeys.push({ id: id.toString('base64url'), privateKey, kind, userHandle, counter });
      const attested = Buffer.concat([
        bent.aaguid ?? Buffer.alloc(16),
        Buffer.from([id.length >> 8, id.length & 0xff]),
        id,
        cose,
      ]);
      const head = dataHead({ rpId: options.rp.id, flags: 0x45, counter: 0, ...bent });
      const client = clientData({ type: 'webauthn.create', origin, challenge: options.challenge, ...bent });
      const clientHash = sha256(Buffer.from(client, 'base64url'));
      const signed = Buffer.concat([Buffer.of(0), head.subarray(0, 32), clientHash, id, point]);
      const { fmt, statement } = bent.attestation?.(signed) ?? { fmt: 'none', statement: new Map() };
      const object = new Map<unknown, unknown>([
        ['fmt', fmt],
        ['attStmt', statement],
        ['authData', Buffer.concat([head, attested])],
      ]);
      return credential(bent.id ?? id.toString('base64url'), {
        clientDataJSON: client,
        attestationObject: cbor(object).toString('base64url'),
        transports: ['internal'],
      });
    },
    get(options, bent = {}, named) {
      const passkey = named ?? passkeys.find(({ id }) => isAllowed(options, id));
      if (passkey === undefined) throw new Error('no passkey here fits');
      if (passkey.counter !== undefined) passkey.counter += 1;
      const counter = passkey.counter ?? 0;
      const data = dataHead({ rpId: options.rpId, flags: 0x05, counter, ...bent });
      const client = clientData({ type: 'webauthn.get', origin, challenge: options.challenge, ...bent });
      const signed = Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))]);
      const right = sign(passkey.kind === 'EdDSA' ? null : 'sha256', signed, passkey.privateKey);
      const userHandle = 'userHandle' in bent ? bent.userHandle : passkey.userHandle;
      return credential(bent.id ?? passkey.id, {
        clientDataJSON: client,
        authenticatorData: data.toString('base64url'),
        signature: (bent.signature?.(right) ?? right).toString('base64url'),
        ...(userHandle === undefined ? {} : { userHandle }),
      });
    },
  };
}

function isAllowed({ allowCredentials }: RequestOptions, id: string): boolean {
  return allowCredentials.length === 0 || allowCredentials.some((one) => one.id === id);
}

function credential(id: string, response: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ id, rawId: id, type: 'public-key', response, clientExtensionResults: {} });
}

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

function clientData(of: Pick<Bent, 'type' | 'origin' | 'challenge' | 'crossOrigin' | 'topOrigin'>): string {
  const { type, origin, challenge, crossOrigin = false, topOrigin } = of;
  const data = { type, challenge, origin, crossOrigin, ...(topOrigin === undefined ? {} : { topOrigin }) };
  return Buffer.from(JSON.stringify(data)).toString('base64url');
}

function dataHead(of: { readonly rpId: string; readonly flags: number; readonly counter: number }): Buffer {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(of.counter);
  return Buffer.concat([sha256(of.rpId), Buffer.from([of.flags]), counter]);
}

// COSE keys (RFC 9053): each with its algorithm under 3.
function newKey(kind: KeyKind): {
  readonly privateKey: KeyObject;
  readonly cose: Buffer;
  /** The uncompressed point of an elliptic key. */
  readonly point: Buffer;
} {
  const { privateKey, publicKey } = pairOf(kind);
  const jwk = publicKey.export({ format: 'jwk' });
  const part = (name: 'x' | 'y' | 'n' | 'e') => Buffer.from(jwk[name] ?? '', 'base64url');
  const numbers: Readonly<Record<KeyKind, readonly (readonly [number, unknown])[]>> = {
    ES256: [
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, part('x')],
      [-3, part('y')],
    ],
    ES384: [
      [1, 2],
      [3, -35],
      [-1, 2],
      [-2, part('x')],
      [-3, part('y')],
    ],
    EdDSA: [
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, part('x')],
    ],
    RS256: [
      [1, 3],
      [3, -257],
      [-1, part('n')],
      [-2, part('e')],
    ],
  };
  const point = Buffer.concat([Buffer.of(4), part('x'), part('y')]);
  return { privateKey, cose: cbor(new Map(numbers[kind])), point };
}

function pairOf(kind: KeyKind): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (kind === 'EdDSA') return generateKeyPairSync('ed25519');
  if (kind === 'RS256') return generateKeyPairSync('rsa', { modulusLength: 2048 });
  return generateKeyPairSync('ec', { namedCurve: kind === 'ES256' ? 'P-256' : 'P-384' });
}

/** Writes the part of CBOR (RFC 8949) that authenticators use: integers, bytes, texts, lists and maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'utf8');
    return Buffer.concat([cborHead(3, bytes.length), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(cbor)]);
  if (value instanceof Map)
    return Buffer.concat([
      cborHead(5, value.size),
      ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)]),
    ]);
  throw new Error('not in the part of CBOR that is written here');
}

function cborHead(major: number, count: number): Buffer {
  if (count < 24) return Buffer.from([(major << 5) | count]);
  if (count < 256) return Buffer.from([(major << 5) | 24, count]);
  return Buffer.from([(major << 5) | 25, count >> 8, count & 0xff]);
}
