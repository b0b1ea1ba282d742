import { type JsonWebKey, type KeyObject, createPublicKey, verify } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { signatureAlgorithms } from './discovery.ts';
import type { Outbound, OutboundTo } from './outbound.ts';
import { ProviderError } from './provider-error.ts';

/** A provider's public keys, read from where its description says. */
export interface KeySet {
  /** Checks a signature over bytes by the key that a token names. @throws ProviderError */
  verify(signed: {
    readonly alg: string;
    readonly kid: string | undefined;
    readonly bytes: Buffer;
    readonly signature: Buffer;
  }): Promise<boolean>;
}

const keptForMs = 300_000;
/** An unknown key has them read anew at most this often, so that strangers cannot have us hammer a provider. */
const againAfterMs = 60_000;

interface Key {
  readonly kid: string | undefined;
  readonly alg: string | undefined;
  readonly key: KeyObject;
}

export function createKeySet(deps: {
  readonly uri: string;
  readonly outbound: Outbound;
  readonly to: OutboundTo;
  readonly clock: Clock;
}): KeySet {
  const { uri, outbound, to, clock } = deps;
  let read: { at: number; keys: Promise<readonly Key[]> } | undefined;
  const keys = (): Promise<readonly Key[]> => {
    const reading = readKeys({ uri, outbound, to });
    const entry = { at: clock.wall(), keys: reading };
    read = entry;
    reading.catch(() => {
      if (read === entry) read = undefined;
    });
    return reading;
  };
  return {
    async verify({ alg, kid, bytes, signature }) {
      // INVARIANT: only algorithms of key pairs. With an HMAC a public key would be a secret that everybody has.
      if (!signatureAlgorithms.includes(alg)) return false;
      const had = read !== undefined && clock.wall() - read.at < keptForMs ? read : undefined;
      let found = candidates(await (had?.keys ?? keys()), { alg, kid });
      if (found.length === 0 && had !== undefined && clock.wall() - had.at >= againAfterMs)
        found = candidates(await keys(), { alg, kid });
      return found.some(({ key }) => holds({ alg, key, bytes, signature }));
    },
  };
}

async function readKeys({
  uri,
  outbound,
  to,
}: {
  readonly uri: string;
  readonly outbound: Outbound;
  readonly to: OutboundTo;
}): Promise<readonly Key[]> {
  const answer = await outbound({ url: uri, method: 'GET', headers: { accept: 'application/json' } }, to);
  if (answer.status !== 200)
    throw new ProviderError('broken-connection', `the keys answered ${answer.status}`);
  const parsed: unknown = await answer.json().catch(() => undefined);
  const list: unknown =
    typeof parsed === 'object' && parsed !== null && 'keys' in parsed ? parsed.keys : undefined;
  if (!Array.isArray(list)) throw new ProviderError('invalid-answer', 'the keys are no list');
  return list.slice(0, 100).flatMap((jwk: unknown) => keyOf(jwk) ?? []);
}

function keyOf(jwk: unknown): Key | undefined {
  if (typeof jwk !== 'object' || jwk === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(jwk));
  if (fields.use !== undefined && fields.use !== 'sig') return undefined;
  const text = (name: string): string | undefined => {
    const value = fields[name];
    return typeof value === 'string' ? value : undefined;
  };
  const bare: JsonWebKey = {};
  // Public members alone: what is secret in a published key is not for us to hold.
  for (const name of ['kty', 'n', 'e', 'crv', 'x', 'y'] as const) {
    const value = text(name);
    if (value !== undefined) bare[name] = value;
  }
  try {
    return { kid: text('kid'), alg: text('alg'), key: createPublicKey({ key: bare, format: 'jwk' }) };
  } catch {
    return undefined; // a kind of key that this program does not know is no key of ours to use
  }
}

function candidates(
  keys: readonly Key[],
  { alg, kid }: { readonly alg: string; readonly kid: string | undefined },
): readonly Key[] {
  const fitting = keys.filter(
    (key) => (kid === undefined || key.kid === kid) && (key.alg === undefined || key.alg === alg),
  );
  return fitting.filter(({ key }) => fits(alg, key)).slice(0, 5);
}

const curves: Readonly<Record<string, string>> = {
  ES256: 'prime256v1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};

function fits(alg: string, key: KeyObject): boolean {
  if (alg.startsWith('RS') || alg.startsWith('PS'))
    return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  if (alg.startsWith('ES'))
    return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === curves[alg];
  return key.asymmetricKeyType === 'ed25519';
}

function holds({
  alg,
  key,
  bytes,
  signature,
}: {
  readonly alg: string;
  readonly key: KeyObject;
  readonly bytes: Buffer;
  readonly signature: Buffer;
}): boolean {
  const hash = /(256|384|512)$/.exec(alg)?.[0];
  if (hash === undefined || alg.startsWith('Ed')) return verify(null, bytes, key, signature);
  const digest = `sha${hash}`;
  if (alg.startsWith('PS'))
    // RFC 7518, 3.5: the salt is as long as the hash; 6 is RSA_PKCS1_PSS_PADDING.
    return verify(digest, bytes, { key, padding: 6, saltLength: Number(hash) / 8 }, signature);
  if (alg.startsWith('ES')) return verify(digest, bytes, { key, dsaEncoding: 'ieee-p1363' }, signature);
  return verify(digest, bytes, key, signature);
}
