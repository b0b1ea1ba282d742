import type { ProviderTest } from '#contracts/api/providers.ts';
import type { Provider } from './provider.ts';
import type { ProviderClients } from './provider-client.ts';
import { createKeySet } from './key-set.ts';
import type { Clock } from '#base/clock.ts';
import type { Outbound } from './outbound.ts';
import { ProviderError, wordsFor } from './provider-error.ts';

/** Tries a provider: reads its description and its keys now, and says in words what is wrong or missing. */
export type TryProvider = (provider: Provider) => Promise<ProviderTest>;

export function createTryProvider(deps: {
  readonly clients: ProviderClients;
  readonly outbound: Outbound;
  readonly clock: Clock;
}): TryProvider {
  const { clients, outbound, clock } = deps;
  return async (provider) => {
    const { issuer, settings } = provider;
    const host = new URL(issuer).host;
    try {
      const { metadata } = await clients.fresh(provider);
      const to = { reach: settings.reach, ...(settings.ca === null ? {} : { ca: settings.ca }) };
      const keys = createKeySet({ uri: metadata.jwks_uri ?? '', outbound, to, clock });
      await keys.verify({ alg: 'RS256', kid: undefined, bytes: Buffer.alloc(1), signature: Buffer.alloc(1) });
      const scopes = metadata.scopes_supported;
      const unknown = Array.isArray(scopes) ? settings.scopes.filter((scope) => !scopes.includes(scope)) : [];
      const notes = [
        metadata.userinfo_endpoint === undefined
          ? 'It has no userinfo: claims come from the token alone.'
          : '',
        metadata.end_session_endpoint === undefined ? 'It offers no way to sign out there.' : '',
        metadata.backchannel_logout_supported === true
          ? ''
          : 'It does not say that it tells us of sign-outs (back-channel logout).',
        metadata.code_challenge_methods_supported?.includes('S256') === true
          ? ''
          : 'It does not say that it knows PKCE; it is sent all the same.',
        unknown.length === 0 ? '' : `It does not list these scopes: ${unknown.join(', ')}.`,
      ].filter((note) => note !== '');
      return {
        works: true,
        code: 'works',
        said: `${host} describes itself as expected and its keys can be read. Client id and secret are tried by the first sign-in.`,
        notes,
      };
    } catch (thrown) {
      if (!(thrown instanceof ProviderError)) throw thrown;
      const said = `${wordsFor(thrown.fault, host)} (${thrown.message})`;
      return { works: false, code: thrown.fault, said, notes: [] };
    }
  };
}
