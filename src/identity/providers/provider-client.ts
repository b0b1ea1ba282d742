import * as oidc from 'openid-client';
import type { Clock } from '#base/clock.ts';
import { type Seal, openText } from '../seal.ts';
import type { Claims } from './claims.ts';
import { discover } from './discovery.ts';
import type { Outbound, OutboundTo } from './outbound.ts';
import { ProviderError } from './provider-error.ts';
import { type Provider, providerPlace } from './provider.ts';
import {
  keepRotatedTokens,
  type KeepToken,
  longestToken,
  type RotatedTokens,
  textOf,
} from './rotated-tokens.ts';

/** What a provider answered to a code or a refresh token, checked. */
export interface ProviderAnswer {
  readonly subject?: string;
  readonly idToken?: Claims;
  readonly userInfo?: Claims;
  /** To ask anew by, after a sign-in. */
  readonly refreshToken?: string;
}

/** A provider that was described by itself and can be asked. */
export interface ProviderClient {
  readonly metadata: oidc.ServerMetadata;
  authorizeUrl(ask: {
    readonly redirectUri: string;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly loginHint?: string | undefined;
    /** The person must prove themselves anew: at most this long ago, seconds. */
    readonly maxAgeSeconds?: number | undefined;
  }): Promise<string>;
  /** Exchanges the code in the callback's address. @throws ProviderError */
  redeem(shown: {
    readonly callback: URL;
    readonly state: string;
    readonly nonce: string;
    readonly codeVerifier: string;
    readonly maxAgeSeconds?: number | undefined;
  }): Promise<ProviderAnswer & { readonly subject: string; readonly idToken: Claims }>;
  /**
   * Asks anew by a refresh token; `subject` is whom it has to be about. `keep` is awaited with the token that takes
   * its place before anything else of the answer is looked at: the old one is worth nothing from then on, whatever
   * the rest of the answer turns out to be. @throws ProviderError, and what `keep` throws
   */
  refresh(ask: {
    readonly token: string;
    readonly subject: string;
    readonly keep: KeepToken;
  }): Promise<ProviderAnswer>;
  /** Where a person ends their session at the provider; undefined where it offers none. */
  endSessionUrl(back: string): string | undefined;
}

/** Clients of providers, described anew once an hour. */
export interface ProviderClients {
  of(provider: Provider): Promise<ProviderClient>;
  /** Describes it now, whatever is remembered. */
  fresh(provider: Provider): Promise<ProviderClient>;
}

/** Difference of clocks that is borne, seconds. */
export const clockToleranceSeconds = 60;
const describedForMs = 3_600_000;

export function createProviderClients(deps: {
  readonly outbound: Outbound;
  readonly seal: Seal;
  readonly clock: Clock;
}): ProviderClients {
  const { clock } = deps;
  const known = new Map<string, { version: number; at: number; client: Promise<ProviderClient> }>();
  const fresh = async (provider: Provider): Promise<ProviderClient> => {
    const client = describe(provider, deps);
    await client;
    known.set(provider.id, { version: provider.version, at: clock.wall(), client });
    return client;
  };
  return {
    fresh,
    async of(provider) {
      const had = known.get(provider.id);
      const fits = had?.version === provider.version;
      if (fits && clock.wall() - had.at < describedForMs) return had.client;
      const client = describe(provider, deps);
      if (!fits) {
        const entry = { version: provider.version, at: clock.wall(), client };
        known.set(provider.id, entry);
        client.catch(() => {
          if (known.get(provider.id) === entry) known.delete(provider.id);
        });
        return client;
      }
      // A provider that cannot be described at this moment is what it was an hour ago.
      return client.then(
        (value) => {
          known.set(provider.id, { version: provider.version, at: clock.wall(), client });
          return value;
        },
        () => had.client,
      );
    },
  };
}

async function describe(
  provider: Provider,
  { outbound, seal }: { readonly outbound: Outbound; readonly seal: Seal },
): Promise<ProviderClient> {
  const { settings, issuer, clientId } = provider;
  const to: OutboundTo = {
    reach: settings.reach,
    ...(settings.ca === null ? {} : { ca: settings.ca }),
  };
  const metadata = await discover({ issuer, outbound, to });
  const secret =
    provider.sealedSecret === undefined
      ? undefined
      : await openText(seal, provider.sealedSecret, providerPlace(provider.id));
  const config = new oidc.Configuration(
    metadata,
    clientId,
    { [oidc.clockTolerance]: clockToleranceSeconds },
    clientProof(metadata, secret),
  );
  // Each answer has its end in `createOutbound` already.
  config.timeout = 30;
  // INVARIANT: the signature of every identity token is checked, although the connection was the provider's own.
  oidc.enableNonRepudiationChecks(config);
  if (issuer.startsWith('http:')) oidc.allowInsecureRequests(config);
  const rotating = keepRotatedTokens(metadata.token_endpoint, (url, init) => {
    const body = textOf(init.body);
    return outbound({ url, method: init.method, headers: init.headers, body }, to);
  });
  config[oidc.customFetch] = rotating.fetch;
  return clientOf({ provider, metadata, config, rotating });
}

// RFC 6749, 2.3.1: the secret goes into the head unless the provider wants it in the body.
function clientProof(metadata: oidc.ServerMetadata, secret: string | undefined): oidc.ClientAuth {
  if (secret === undefined) return oidc.None();
  const methods = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic') || !methods.includes('client_secret_post')
    ? oidc.ClientSecretBasic(secret)
    : oidc.ClientSecretPost(secret);
}

function clientOf(parts: {
  readonly provider: Provider;
  readonly metadata: oidc.ServerMetadata;
  readonly config: oidc.Configuration;
  readonly rotating: RotatedTokens;
}): ProviderClient {
  const { provider, metadata, config, rotating } = parts;
  const { settings, clientId } = provider;
  const userInfo = async (token: string, subject: string): Promise<Claims | undefined> =>
    metadata.userinfo_endpoint === undefined ? undefined : oidc.fetchUserInfo(config, token, subject);
  return {
    metadata,
    async authorizeUrl({ redirectUri, state, nonce, codeVerifier, loginHint, maxAgeSeconds }) {
      const parameters: Record<string, string> = {
        ...settings.parameters,
        redirect_uri: redirectUri,
        scope: [...new Set(['openid', ...settings.scopes])].join(' '),
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      };
      if (loginHint !== undefined) parameters.login_hint = loginHint;
      if (maxAgeSeconds !== undefined) {
        parameters.max_age = String(maxAgeSeconds);
        parameters.prompt = 'login';
      }
      if (settings.acrValues.length > 0) parameters.acr_values = settings.acrValues.join(' ');
      return oidc.buildAuthorizationUrl(config, parameters).href;
    },
    async redeem({ callback, state, nonce, codeVerifier, maxAgeSeconds }) {
      return judged(async () => {
        const tokens = await oidc.authorizationCodeGrant(config, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new ProviderError('invalid-answer', 'no identity token');
        checkIdToken(claims, clientId);
        const told = await userInfo(tokens.access_token, claims.sub);
        return { subject: claims.sub, idToken: claims, ...answerOf(told), ...tokenOf(tokens.refresh_token) };
      });
    },
    async refresh({ token, subject, keep }) {
      const grant = () => judged(() => oidc.refreshTokenGrant(config, token));
      const tokens = await rotating.during({ token, keep }, grant);
      return judged(async () => {
        const claims = tokens.claims();
        if (claims !== undefined) {
          checkIdToken(claims, clientId);
          if (claims.sub !== subject) throw new ProviderError('invalid-answer', 'a token of somebody else');
        }
        const told = await userInfo(tokens.access_token, subject);
        return {
          ...(claims === undefined ? {} : { subject: claims.sub, idToken: claims }),
          ...answerOf(told),
        };
      });
    },
    endSessionUrl(back) {
      if (metadata.end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: back }).href;
    },
  };
}

function answerOf(told: Claims | undefined) {
  return told === undefined ? {} : { userInfo: told };
}

function tokenOf(refreshToken: string | undefined) {
  return refreshToken !== undefined && refreshToken.length <= longestToken ? { refreshToken } : {};
}

// What the library leaves to its user (OpenID Connect Core 1.0, 3.1.3.7, 4 and 5, 10): for whom a token was made
// where it says so, and that it was made just now.
function checkIdToken(claims: Claims & { readonly iat: number; readonly sub: string }, clientId: string) {
  if (claims.azp !== undefined && claims.azp !== clientId)
    throw new ProviderError('invalid-answer', 'the token was made for another client');
  const age = Date.now() / 1000 - claims.iat;
  if (age < -clockToleranceSeconds) throw new ProviderError('clock', 'the token is of the future');
  if (age > 600 + clockToleranceSeconds)
    throw new ProviderError('clock', 'the token is older than 10 minutes');
  if (claims.sub.length > 255) throw new ProviderError('invalid-answer', 'the subject is too long');
}

async function judged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw providerErrorOf(thrown);
  }
}

/** Tells by what the library threw what was wrong with the provider. */
export function providerErrorOf(thrown: unknown): ProviderError {
  const inner = causeOf(thrown);
  if (inner !== undefined) return inner;
  const options = { cause: thrown };
  if (thrown instanceof oidc.ResponseBodyError) {
    const { error } = thrown;
    if (error === 'invalid_client' || error === 'unauthorized_client')
      return new ProviderError('client-unknown', error, options);
    if (thrown.status >= 500)
      return new ProviderError('broken-connection', `status ${thrown.status}`, options);
    return new ProviderError('refused-by-provider', error, options);
  }
  if (thrown instanceof oidc.AuthorizationResponseError)
    return new ProviderError('refused-by-provider', thrown.error, options);
  if (thrown instanceof oidc.WWWAuthenticateChallengeError)
    return new ProviderError('refused-by-provider', `status ${thrown.status}`, options);
  if (isUnusableStatus(thrown))
    return new ProviderError('broken-connection', 'an error of the server', options);
  if (saysOfTime(thrown)) return new ProviderError('no-time-of-sign-in', 'no usable auth_time', options);
  return new ProviderError('invalid-answer', innermost(thrown), options);
}

function causeOf(thrown: unknown): ProviderError | undefined {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (at instanceof ProviderError) return at;
  return undefined;
}

// What the library says last is the most general; what it says first names the claim.
function innermost(thrown: unknown): string {
  let message = 'unknown';
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    message = at.message;
  return message;
}

// The library has no code of its own for a missing or too old time of authentication.
function saysOfTime(thrown: unknown): boolean {
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1)
    if (at.message.includes('auth_time')) return true;
  return false;
}

// A page of an error in place of an answer says nothing of the sign-in.
function isUnusableStatus(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.cause instanceof Response && thrown.cause.status >= 500;
}

/** Tells whether the provider took a refresh token back (RFC 6749, 5.2), rather than being away or unwell. */
export function isTakenBack(error: ProviderError): boolean {
  return error.fault === 'refused-by-provider' && error.message === 'invalid_grant';
}
