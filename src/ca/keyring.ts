import { promisify } from 'node:util';
import { sign, X509Certificate, type JsonWebKey } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { RollingKey } from '#contracts/protocol/app-config.ts';
import {
  assertionTokenType,
  grantTokenType,
  type PublicJwk,
  type SpiffeName,
  type VerificationKey,
  verificationKey,
} from '#trust/index.ts';
import { issuePeerCertificate, type Authority, type Issued, type IssuedForKey } from './certificates.ts';
import { dueStep, keyLives } from './key-life.ts';
import { makeKey, placeOf } from './make-key.ts';
import type { RootKeys } from './root-key.ts';
import { createSealer, type Sealer } from './seal.ts';
import { signToken, tokenKey, type TokenKey } from './sign-token.ts';
import type { KeyPurpose, KeyRows, KeyStorage, StoredKey } from './stored-key.ts';

/** What a token to be signed says beside `iss`, `iat` and `nbf`, which the keyring sets. */
export interface TokenContent {
  readonly aud: string;
  readonly sub: string;
  readonly jti: string;
  readonly sid: string;
  readonly [claim: string]: unknown;
}

/** A key as a person may see it. */
export type KeySummary = Omit<StoredKey, 'sealedPrivate'>;

export interface KeyringOptions {
  readonly storage: KeyStorage;
  readonly rootKeys: RootKeys;
  readonly domain: string;
  /** `iss` of every token. */
  readonly issuer: string;
  readonly clock: Clock;
}

/** The private keys of an installation, opened in this process alone. */
export interface Keyring {
  /** Seals and opens secrets of other rows. */
  readonly sealer: Sealer;
  /** Reads the keys again; for when another replica changed them. */
  refresh(): Promise<void>;
  /** Makes, promotes and retires what is due. At start, and then each hour. */
  tend(): Promise<void>;
  /** Puts a new key in the place of one: `planned` publishes it first, `at-once` is for a key that leaked. */
  rotate(purpose: KeyPurpose, when: 'planned' | 'at-once'): Promise<void>;
  /** Signs a grant for a gateway, valid for `seconds`. */
  signGrant(content: TokenContent & { readonly app: string }, seconds: number): Promise<string>;
  /** Signs an identity assertion for an app, valid for `seconds`. */
  signAssertion(content: TokenContent, seconds: number): Promise<string>;
  /** Signs the bytes of an audit checkpoint (ECDSA P-256 with SHA-256, DER). */
  signCheckpoint(bytes: Buffer): Promise<{ readonly kid: string; readonly signature: Buffer }>;
  /** Keys that verify grants, assertions or checkpoints, those to come included. */
  verificationKeys(purpose: 'grant' | 'assertion' | 'audit'): readonly VerificationKey[];
  /** The public keys of one purpose for others (RFC 7517, 5). */
  jwks(purpose: 'grant' | 'assertion' | 'audit'): { readonly keys: readonly PublicJwk[] };
  /** PEM of the authorities that vouch for our hosts and parts. */
  authorities(): readonly string[];
  /** The certificate of the domain's hosts. */
  hostCertificate(): Issued;
  /** Issues a part's certificate from its PKCS #10 request. */
  issuePeerCertificate(name: SpiffeName, request: string): IssuedForKey;
  /** Keys by which gateways mark their tokens, the signing one first. */
  rollingKeys(): readonly RollingKey[];
  /** Every key that is not retired. */
  list(): readonly KeySummary[];
}

const purposes = [
  'ca',
  'grant',
  'assertion',
  'audit',
  'code',
  'tls',
] as const satisfies readonly KeyPurpose[];
const signInPool = promisify(sign);

/**
 * Opens the keys of an installation, making those that are missing.
 * @throws Fault `seal-broken` if the root key is not the one they were sealed under
 */
export async function openKeyring(options: KeyringOptions): Promise<Keyring> {
  const sealer = createSealer(options.rootKeys);
  const opened = { keys: [] as readonly OpenKey[] };
  const refresh = async (): Promise<void> => {
    opened.keys = (await options.storage.current()).map((key) => openKey(key, sealer));
  };
  const change = async (work: (rows: KeyRows) => Promise<boolean>): Promise<void> => {
    await options.storage.exclusively(async (rows) => ({ changed: await work(rows) }));
    await refresh();
  };
  const tend = (): Promise<void> => change((rows) => tendAll(rows, { ...options, sealer }));
  await refresh(); // before anything is made: with a wrong root key this throws
  await tend();
  return {
    sealer,
    refresh,
    tend,
    rotate: (purpose, when) => change((rows) => rotate(rows, { ...options, sealer, purpose, when })),
    ...signing(options, () => opened.keys),
    ...publishing(() => opened.keys),
    issuePeerCertificate: (name, request) =>
      issuePeerCertificate(authorityOf(signer(opened.keys, 'ca')), {
        domain: options.domain,
        at: options.clock.wall(),
        name,
        request,
      }),
  };
}

/** A key with its private part, opened once. */
interface OpenKey {
  readonly stored: StoredKey;
  readonly secret: Buffer;
  /** Of those that sign tokens or checkpoints. */
  readonly token?: TokenKey;
  readonly verifies?: VerificationKey;
}

function openKey(stored: StoredKey, sealer: Sealer): OpenKey {
  const secret = sealer.open(stored.sealedPrivate, placeOf(stored.kid));
  const signs = stored.purpose === 'grant' || stored.purpose === 'assertion' || stored.purpose === 'audit';
  if (!signs) return { stored, secret };
  return { stored, secret, token: tokenKey(stored.kid, secret), verifies: verificationKey(toJwk(stored)) };
}

function signer(keys: readonly OpenKey[], purpose: KeyPurpose): OpenKey {
  const key = keys.findLast(({ stored }) => stored.purpose === purpose && stored.state === 'active');
  if (!key) throw new Fault('key-unavailable', `There is no active key for ${purpose}.`);
  return key;
}

function authorityOf({ stored, secret }: OpenKey): Authority {
  return { certificate: stored.public, privateKey: secret.toString() };
}

type Signing = Pick<Keyring, 'signGrant' | 'signAssertion' | 'signCheckpoint'>;

function signing({ issuer, clock }: KeyringOptions, keys: () => readonly OpenKey[]): Signing {
  const token = (purpose: 'grant' | 'assertion', typ: string) => (content: TokenContent, seconds: number) => {
    const now = Math.floor(clock.wall() / 1_000);
    const claims = { ...content, iss: issuer, iat: now, nbf: now, exp: now + Math.ceil(seconds) };
    return signToken(tokenSigner(keys(), purpose), typ, claims);
  };
  return {
    signGrant: token('grant', grantTokenType),
    signAssertion: token('assertion', assertionTokenType),
    async signCheckpoint(bytes) {
      const { kid, key } = tokenSigner(keys(), 'audit');
      return { kid, signature: await signInPool('sha256', bytes, key) };
    },
  };
}

function tokenSigner(keys: readonly OpenKey[], purpose: KeyPurpose): TokenKey {
  const { token } = signer(keys, purpose);
  if (!token) throw new Fault('key-unavailable', `The key for ${purpose} does not sign.`);
  return token;
}

type Publishing = Pick<
  Keyring,
  'verificationKeys' | 'jwks' | 'authorities' | 'hostCertificate' | 'rollingKeys' | 'list'
>;

function publishing(keys: () => readonly OpenKey[]): Publishing {
  const of = (purpose: KeyPurpose): readonly OpenKey[] =>
    keys().filter(({ stored }) => stored.purpose === purpose);
  return {
    verificationKeys: (purpose) =>
      of(purpose).flatMap(({ verifies }) => (verifies === undefined ? [] : [verifies])),
    jwks: (purpose) => ({ keys: of(purpose).map(({ stored }) => toJwk(stored)) }),
    authorities: () => of('ca').map(({ stored }) => stored.public),
    hostCertificate() {
      const { stored, secret } = signer(keys(), 'tls');
      return { certificate: stored.public, privateKey: secret.toString(), notAfter: stored.notAfter };
    },
    rollingKeys() {
      // Those to come are known before they sign; the one that signs stands first.
      const signs = signer(keys(), 'code');
      return [signs, ...of('code').filter((key) => key !== signs)].map(({ stored, secret }) => ({
        id: stored.public,
        secret: secret.toString('base64url'),
      }));
    },
    list: () =>
      keys().map(({ stored }) => {
        const { sealedPrivate: _, ...summary } = stored;
        return summary;
      }),
  };
}

function toJwk({ kid, public: text }: StoredKey): PublicJwk {
  const { kty = '', crv = '', x = '', y = '' } = JSON.parse(text) as JsonWebKey;
  return { kid, kty, crv, x, y, alg: 'ES256', use: 'sig' };
}

interface Tending extends KeyringOptions {
  readonly sealer: Sealer;
}

async function tendAll(rows: KeyRows, tending: Tending): Promise<boolean> {
  let changed = await leaveOtherDomain(rows, tending);
  for (const purpose of purposes) {
    // Each step leads to another state or key, so a purpose is done after a handful.
    for (let step = 0; step < 20 && (await tendOnce(rows, tending, purpose)); step++) changed = true;
  }
  return changed;
}

/** An authority is confined to the domain it was made for, so another domain needs another one. */
async function leaveOtherDomain(rows: KeyRows, { domain }: Tending): Promise<boolean> {
  const current = await rows.current();
  const host = current.find(({ purpose, state }) => purpose === 'tls' && state === 'active');
  if (!host || new X509Certificate(host.public).checkHost(domain) !== undefined) return false;
  await retireAll(rows, current, ['ca', 'tls']);
  return true;
}

async function retireAll(
  rows: KeyRows,
  current: readonly StoredKey[],
  among: readonly KeyPurpose[],
): Promise<void> {
  for (const key of current.filter(({ purpose }) => among.includes(purpose))) {
    await rows.move(key.kid, { from: key.state, to: 'retired' });
  }
}

async function tendOnce(rows: KeyRows, tending: Tending, purpose: KeyPurpose): Promise<boolean> {
  const at = tending.clock.wall();
  const current = await rows.current();
  const ofPurpose = current.filter((key) => key.purpose === purpose);
  const step = dueStep(ofPurpose, keyLives[purpose], at);
  if (!step) return false;
  if (step.kind === 'move') return rows.move(step.kid, step);
  await rows.insert(makeKey({ ...tending, purpose, step, at, current }));
  return true;
}

async function rotate(
  rows: KeyRows,
  options: Tending & { readonly purpose: KeyPurpose; readonly when: 'planned' | 'at-once' },
): Promise<boolean> {
  const { purpose, when } = options;
  const at = options.clock.wall();
  const current = await rows.current();
  if (when === 'at-once') {
    // What leaked must not verify any more either; tending then makes the new ones.
    await retireAll(rows, current, purpose === 'ca' ? ['ca', 'tls'] : [purpose]);
    await tendAll(rows, options);
    return true;
  }
  if (current.some((key) => key.purpose === purpose && key.state === 'next')) return false;
  const step = { kind: 'make', state: 'next', notBefore: at + keyLives[purpose].published } as const;
  await rows.insert(makeKey({ ...options, step, at, current }));
  return true;
}
