import { createHash } from 'node:crypto';
import type { Clock } from '#base/clock.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuditLog } from '#contracts/events.ts';
import { type KeySet, createKeySet } from './key-set.ts';
import { type LogoutRefusal, logoutKeptMs, readLogoutToken } from './logout-token.ts';
import type { Outbound } from './outbound.ts';
import type { ProviderClients } from './provider-client.ts';
import { ProviderError } from './provider-error.ts';
import type { Provider } from './provider.ts';
import type { ProviderRecords } from './records.ts';

/** Why a provider's logout is not done. */
export type BackChannelRefusal = LogoutRefusal | 'no-such-provider' | 'used' | 'keys-unreadable';

/** Ends sessions by a provider's word (OpenID Connect Back-Channel Logout 1.0); answers with how many. */
export type BackChannelLogout = (word: {
  readonly provider: string;
  readonly token: string;
  readonly address: string;
}) => Promise<Result<number, BackChannelRefusal>>;

export function createBackChannelLogout(deps: {
  readonly records: ProviderRecords;
  readonly clients: ProviderClients;
  readonly outbound: Outbound;
  readonly audit: AuditLog;
  readonly clock: Clock;
}): BackChannelLogout {
  const { records, clients, outbound, audit, clock } = deps;
  const keySets = new Map<
    string,
    { readonly uri: string; readonly version: number; readonly keys: KeySet }
  >();

  const keysOf = async (provider: Provider): Promise<KeySet> => {
    const { jwks_uri: uri = '' } = (await clients.of(provider)).metadata;
    const known = keySets.get(provider.id);
    if (known?.uri === uri && known.version === provider.version) return known.keys;
    const { reach, ca } = provider.settings;
    const to = { reach, ...(ca === null ? {} : { ca }) };
    const keys = createKeySet({ uri, outbound, to, clock });
    keySets.set(provider.id, { uri, version: provider.version, keys });
    return keys;
  };

  return async ({ provider: name, token, address }) => {
    const provider = await records.byName(name);
    if (provider?.enabled !== true) return refused('no-such-provider');
    const { id, issuer, clientId } = provider;
    // The keys are read when everything else was found right.
    const keys: KeySet = { verify: async (signed) => (await keysOf(provider)).verify(signed) };
    const word = await readLogoutToken(token, { issuer, clientId, keys, now: clock.wall() }).catch(
      (thrown: unknown) => {
        if (thrown instanceof ProviderError) return refused('keys-unreadable' as const);
        throw thrown;
      },
    );
    if (!word.ok) return word;
    const { jti, subject, sid } = word.value;
    const hash = createHash('sha256').update(`${id} ${jti}`).digest('hex');
    if (!(await records.burnLogout(hash, logoutKeptMs))) return refused('used');
    const ended = await records.end({ provider: id, subject, sid, cause: 'ended-by-provider' });
    await audit.append({
      kind: 'session-ended',
      actor: { kind: 'system' },
      about: [id, ...new Set(ended.flatMap((one) => [one.id, one.person]))],
      address,
      data: { cause: 'ended-by-provider', by: 'back-channel-logout', sessions: ended.length },
    });
    return ok(ended.length);
  };
}
