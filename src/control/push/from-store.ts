import type { Clock } from '#base/clock.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { Fault } from '#contracts/errors.ts';
import type { Store } from '#store/index.ts';
import { buildGatewayConfig, type ConfigParts } from './gateway-config.ts';
import type { PushOptions } from './push.ts';
import type { ShownCode } from './redeem-code.ts';

/** The parts of `createPush` that are reading and writing the store. */
export type StoredPushParts = Pick<
  PushOptions,
  'readPolicies' | 'putInputs' | 'desk' | 'isTrusted' | 'live' | 'noteActivity' | 'noteKeyUses' | 'signOut'
>;

export interface StoredPushOptions {
  readonly store: Store;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** The most rows that one statement writes. */
const rowsAtOnce = 2_000;

/** Makes what the policy administrator needs of the store. */
export function pushFromStore({ store, audit, clock }: StoredPushOptions): StoredPushParts {
  return {
    readPolicies: () => store.policies.latest(),
    putInputs: (inputs) => store.decisionInputs.put(inputs),
    desk: { redeem: (shown) => redeem(store, shown) },
    isTrusted: async (gateway) => (await store.gateways.find(gateway))?.state === 'enabled',
    live: {
      clear: (gateway) => store.liveConnections.removeOfGateway(gateway),
      async write(gateway, opened, closed) {
        const rows = opened.map((row) => ({
          id: row.id,
          gatewayId: gateway,
          grantId: row.grant,
          sessionId: row.session,
          personId: row.person,
          appId: row.app,
          protocol: row.protocol,
          address: row.address,
          openedAt: new Date(clock.wall() - row.agoMs),
        }));
        for (let start = 0; start < rows.length; start += rowsAtOnce) {
          await store.liveConnections.put(rows.slice(start, start + rowsAtOnce));
        }
        if (closed.length > 0) await store.liveConnections.removeOf(gateway, closed);
      },
    },
    async noteActivity(activity) {
      const sessions = await store.hostTokens.sessionsOf(activity.map(({ token }) => token));
      const byHash = new Map(sessions.map(({ hash, sessionId }) => [hash, sessionId]));
      const noted = activity.flatMap(({ token, agoMs }) => {
        const id = byHash.get(token);
        return id === undefined ? [] : [{ id, agoMs }];
      });
      if (noted.length > 0) await store.sessions.noteActivity(noted);
    },
    noteKeyUses: (uses) => store.serviceKeys.noteUses(uses),
    signOut: (token) => signOut(store, audit, token),
  };
}

// The burning commits also where nothing comes of it, a token's hash that is taken included: whoever showed the
// code has had their one try.
function redeem(store: Store, shown: ShownCode) {
  return store.transaction(async (tx) => {
    const { hash, host, nonceHash, token, address, userAgent } = shown;
    const burnt = await tx.codes.burn({ hash, host, nonceHash });
    if (burnt === undefined) return undefined;
    const { sessionId, personId, methods, authenticatedAt } = burnt;
    const made = await tx.hostTokens.insertNew({
      hash: token,
      sessionId,
      host,
      methods,
      authenticatedAt: new Date(authenticatedAt),
      address,
      userAgent,
    });
    return made ? { session: sessionId, person: personId } : undefined;
  });
}

async function signOut(store: Store, audit: AuditLog, token: string): Promise<void> {
  const [found] = await store.hostTokens.withSessions([token]);
  if (found === undefined) return;
  const { sessionId, personId } = found;
  const actor = { kind: 'person' as const, id: personId };
  const cause = 'session-ended';
  const { value: ended } = await store.change(
    (tx) => tx.sessions.end([sessionId], 'signed-out'),
    (sessions) =>
      sessions.length === 0 ? [] : [{ kind: 'revoke' as const, subjects: sessions, cause, actor }],
  );
  if (ended.length === 0) return;
  await audit.append({
    kind: 'session-ended',
    actor,
    about: [sessionId, personId],
    data: { reason: 'signed-out' },
  });
}

export interface StoredConfigOptions
  extends Omit<ConfigParts, 'apps' | 'claimed' | 'certificates' | 'rollingKeys'> {
  readonly store: Pick<Store, 'apps' | 'installation'>;
  readonly certificates: () => Promise<ConfigParts['certificates']>;
  readonly rollingKeys: () => Promise<ConfigParts['rollingKeys']>;
  /** An app that no gateway can serve as it stands. */
  readonly broken: (fault: Fault) => void;
}

/** Makes `readConfig` of the policy administrator: the configuration of all gateways as the store has it. */
export function configFromStore(options: StoredConfigOptions): () => Promise<GatewayConfig> {
  const { store, certificates, rollingKeys, ...fixed } = options;
  return async () => {
    const built = buildGatewayConfig({
      domain: fixed.domain,
      publicPort: fixed.publicPort,
      ownAuthority: fixed.ownAuthority,
      forbiddenUpstreams: fixed.forbiddenUpstreams,
      apps: await store.apps.all(),
      claimed: await store.installation.isClaimed(),
      certificates: await certificates(),
      rollingKeys: await rollingKeys(),
    });
    for (const fault of built.broken) options.broken(fault);
    return built.config;
  };
}
