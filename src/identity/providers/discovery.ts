import type { ServerMetadata } from 'openid-client';
import { ProviderError } from './provider-error.ts';
import type { Outbound, OutboundTo } from './outbound.ts';

/** Signatures by a key pair that we believe. Never `none`, and never an HMAC: its key would be known to both. */
export const signatureAlgorithms: readonly string[] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/**
 * Reads a provider's description of itself (OpenID Connect Discovery 1.0, 4) and checks that it is of this issuer,
 * that every place it names is https, and that it offers a safe sign-in.
 * @throws ProviderError
 */
export async function discover(asked: {
  readonly issuer: string;
  readonly outbound: Outbound;
  readonly to: OutboundTo;
}): Promise<ServerMetadata> {
  const { issuer, outbound, to } = asked;
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const headers = { accept: 'application/json' };
  const answer = await outbound({ url, method: 'GET', headers }, to);
  if (answer.status !== 200) throw new ProviderError('not-found', `${url} answered ${answer.status}`);
  const found = await jsonObject(answer, url);
  // INVARIANT: the name is compared to the letter: every token is judged by it (OpenID Connect Discovery 1.0, 4.3).
  if (found.issuer !== issuer)
    throw new ProviderError('issuer-differs', `it calls itself ${String(found.issuer).slice(0, 200)}`);
  for (const place of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'])
    if (typeof found[place] !== 'string') throw new ProviderError('not-enough-offered', `no ${place}`);
  for (const [name, value] of Object.entries(found))
    if (/_endpoint$|^jwks_uri$/.test(name)) checkPlace(name, value, issuer);
  const algorithms = asymmetric(found.id_token_signing_alg_values_supported);
  if (algorithms.length === 0)
    throw new ProviderError('not-enough-offered', 'no signature by a key pair is offered');
  return { ...found, issuer, id_token_signing_alg_values_supported: algorithms };
}

async function jsonObject(answer: Response, url: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await answer.text();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(Object.entries(parsed));
  } catch {
    // said below
  }
  throw new ProviderError('not-json', `${url} answered no JSON object`);
}

function checkPlace(name: string, value: unknown, issuer: string): void {
  if (typeof value !== 'string' || !URL.canParse(value))
    throw new ProviderError('not-enough-offered', `${name} is no address`);
  const { protocol, username, password } = new URL(value);
  // A provider on plain HTTP is one on this machine's loopback; `createOutbound` sees to that.
  const plain = protocol === 'http:' && issuer.startsWith('http:');
  if ((protocol !== 'https:' && !plain) || username !== '' || password !== '')
    throw new ProviderError('insecure-address', `${name} is ${value.slice(0, 200)}`);
}

function asymmetric(offered: unknown): string[] {
  // Without a list it is RS256, which every provider has to know (OpenID Connect Core 1.0, 15.1).
  if (!Array.isArray(offered)) return ['RS256'];
  return signatureAlgorithms.filter((known) => offered.includes(known));
}
