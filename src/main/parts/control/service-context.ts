import { verify } from 'node:crypto';
import { dirname } from 'node:path';
import { z } from 'zod';
import { exportAudit, readHeldCheckpoint, verifyAudit } from '#audit/index.ts';
import type { Clock } from '#base/clock.ts';
import type { Keyring } from '#ca/index.ts';
import { Fault } from '#contracts/errors.ts';
import { type Actor, auditKinds } from '#contracts/events.ts';
import {
  type AuditReading,
  type JoinDesk,
  type KeyRotation,
  type News,
  type SampleApp,
  type ServiceContext,
  createAuthorize,
  createAuthorizeEach,
  createDecider,
  createReadingDecider,
  createUpstreamProbe,
} from '#control/index.ts';
import { isForbiddenAddress, isOwnListener } from '#gateway/index.ts';
import { type Identity, providerPlace } from '#identity/index.ts';
import type { HealthCheck, Log } from '#observe/index.ts';
import { unusualDataDir } from '../../unusual-data-dir.ts';
import type { ControlWork } from '../work.ts';
import type { Changes } from './changes.ts';
import type { Foundation } from './foundation.ts';
import { createBackupStream } from './stream-backup.ts';

export interface ServiceContextOptions {
  readonly foundation: Foundation;
  readonly changes: Changes;
  readonly identity: Identity;
  readonly desk: Pick<JoinDesk, 'write'>;
  readonly sample: SampleApp;
  readonly work: ControlWork;
  readonly checks: readonly HealthCheck[];
  readonly news: News;
  readonly clock: Clock;
  readonly log: Log;
}

/** Makes what the use cases behind the API need. */
export function createServiceContext(options: ServiceContextOptions): ServiceContext {
  const { foundation, changes, identity, desk, sample, work, checks, news, clock, log } = options;
  const { store, audit, decider, keyring, locator } = foundation;
  const { general, sessions } = work.configuration;
  const { domain, port: publicPort, zone: usualZone } = general;
  const locate = (address: string) => locator.locate(address);
  // Nobody waits for one of its answers, so a slow one is no refusal.
  const openDecider = () => createDecider({ clock, deadlineMs: 60_000 });
  return {
    store,
    audit,
    decider,
    authorize: createAuthorize({ decider, store, locate, clock, usualZone }),
    authorizeEach: createAuthorizeEach({ decider, store, locate, clock, usualZone }),
    openDecider,
    readingDecider: createReadingDecider({ open: openDecider, clock }),
    links: identity.links,
    keys: keyRotation(keyring),
    writeJoinToken: (secret) => desk.write(secret),
    auditReading: auditReading(foundation),
    backup: createBackupStream({
      store,
      rootKeys: foundation.rootKeys,
      folder: dirname(work.localSocket),
    }),
    providers: {
      seal: async (secret, id) => keyring.sealer.seal(Buffer.from(secret, 'utf8'), providerPlace(id)),
      try: identity.providers?.try ?? noProviders,
    },
    seal: keyring.sealer,
    secondPerson: work.configuration.policy['second-person'],
    vouching: () => ({ own: work.hostCertificate === undefined, certificates: keyring.authorities() }),
    sample,
    probeUpstream: createUpstreamProbe({
      mayReach: reachable(work.forbiddenUpstreams),
      isOurs: (address, port) => isOwnListener(address, port, work.forbiddenUpstreams),
      domain,
    }),
    locate,
    checks,
    news,
    applied: () => changes.feed.applied(),
    configured: (change) => changes.push.configured(change, 1_000),
    place: { domain, publicPort, dataDir: unusualDataDir(work.rootKey.dataDir) },
    usualZone,
    sessionLimits: { longestSeconds: sessions.longest, idleSeconds: sessions.idle },
    version: work.version,
    clock,
    log,
  };
}

async function noProviders(): Promise<never> {
  throw new Fault('internal', 'identity was put together without providers');
}

/** Sallyport's own listeners and places that no app is ever at are asked by nobody here. */
export function reachable(ownListeners: readonly string[]) {
  return (address: string, port: number): boolean =>
    !isForbiddenAddress(address) && !isOwnListener(address, port, ownListeners);
}

function keyRotation(keyring: Keyring): KeyRotation {
  return {
    async rotate({ purpose, when }) {
      const before = new Set(keyring.list().map(({ kid }) => kid));
      await keyring.rotate(purpose, when === 'now' ? 'at-once' : 'planned');
      const made = keyring.list().find((key) => key.purpose === purpose && !before.has(key.kid));
      // A key that waits already is the answer to a second wish for one.
      const waiting = keyring.list().findLast((key) => key.purpose === purpose);
      const kid = made?.kid ?? waiting?.kid;
      if (kid === undefined) throw new Fault('key-unavailable', `There is no key for ${purpose}.`);
      return { kid };
    },
  };
}

const payloadSchema = z.object({
  actor: z.object({
    kind: z.enum(['person', 'service-account', 'api-token', 'local', 'gateway', 'system']),
    id: z.string().optional(),
    name: z.string().optional(),
  }),
  about: z.array(z.string()),
  address: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
});

function auditReading({ store, keyring }: Foundation): AuditReading {
  return {
    read({ kind: written, payload }) {
      const kind = auditKinds.find((known) => known === written);
      if (kind === undefined || payload === null) return undefined;
      const { actor, about, address, data } = payloadSchema.parse(JSON.parse(payload.toString('utf8')));
      const { id, name } = actor;
      const who: Actor = {
        kind: actor.kind,
        ...(id === undefined ? {} : { id }),
        ...(name === undefined ? {} : { name }),
      };
      return { kind, actor: who, about, data, ...(address === undefined ? {} : { address }) };
    },
    export: () => exportAudit(store.audit),
    async verify({ checkpoint }) {
      const held = checkpoint === undefined ? undefined : readHeldCheckpoint(checkpoint);
      if (held?.ok === false) throw new Fault('invalid-request', 'That is no exported checkpoint.');
      const found = await verifyAudit({
        source: store.audit,
        verifySignature: ({ bytes, kid, signature }) => {
          const key = keyring.verificationKeys('audit').find((known) => known.kid === kid);
          return key !== undefined && verify('sha256', bytes, key.key, signature);
        },
        ...(held === undefined ? {} : { held: [held.value] }),
      });
      const { intact, chains, records, checkpoints, problems, provenUpTo } = found;
      return {
        intact,
        chains,
        records,
        checkpoints,
        problems: problems.map(({ chain, seq, message }) => ({
          message,
          ...(chain === undefined ? {} : { chain }),
          ...(seq === undefined ? {} : { seq }),
        })),
        provenUpTo: provenUpTo ?? null,
      };
    },
  };
}
