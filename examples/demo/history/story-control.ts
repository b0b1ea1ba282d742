import { randomBytes } from 'node:crypto';
import { type ChainLog, createCheckpointWriter, startAuditLog } from '#audit/index.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { type Keyring, type RootKeys, openKeyring } from '#ca/index.ts';
import { type ApiResponse, type Client, createClient } from '#client/index.ts';
import { Fault } from '#contracts/errors.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import {
  type Api,
  type Caller,
  type Push,
  type ServiceContext,
  configFromStore,
  controlJobs,
  createApi,
  createAuthorize,
  createAuthorizeEach,
  createGrantSigners,
  createInThreadDecider,
  createKnowledge,
  createNews,
  createPageProof,
  createPush,
  createReadingDecider,
  ensureSystemApps,
  followChanges,
  keyStorage,
  knowledgeFromStore,
  pushFromStore,
  writeBuiltInPolicies,
} from '#control/index.ts';
import { type Identity, createIdentity, createStoreRecords } from '#identity/index.ts';
import { createMetrics, silentLog } from '#observe/index.ts';
import type { DatabaseAddress } from '#postgres/index.ts';
import { type Store, openStore } from '#store/index.ts';
import { type MovedClock, createMovedClock } from './moved-clock.ts';
import { type MovedDatabase, moveDatabase } from './moved-database.ts';

/** Where the story takes place. */
export interface Stage {
  readonly database: DatabaseAddress;
  readonly rootKeys: RootKeys;
  readonly domain: string;
  readonly publicPort: number;
  /** An IANA name. */
  readonly zone: string;
  readonly version: string;
}

/** The control plane as `serve` runs it, put together from the same parts, at a time that the story sets. */
export interface StoryControl {
  readonly store: Store;
  readonly identity: Identity;
  readonly keyring: Keyring;
  readonly push: Push;
  readonly domain: string;
  readonly clock: Clock;
  now(): number;
  /** Goes forward to a time; what the jobs of control would have done on the way is done. */
  moveTo(at: number): Promise<void>;
  /** The HTTP API as somebody. */
  as(caller: Caller): Client;
  /** Resolves when everything that was written so far is in force. */
  settled(): Promise<void>;
  /** Signs where the audit chain stands. */
  writeCheckpoint(): Promise<void>;
  /** Ends it and leaves a database like any other. */
  close(): Promise<void>;
}

const hour = 3_600_000;
/** How often sessions that are over are ended, in the story's time: `serve` does it each five seconds. */
const tidyMs = hour;
/** How long a session may stand unused. */
const idleMs = hour;
/** Cheap hashes: people's first real sign-in replaces them, as it does all hashes that are weaker than today's. */
const cheapPassword = { memoryCost: 1_024, timeCost: 1 };

/** Opens the control plane of the story on an empty database. */
export async function openStoryControl(stage: Stage, start: number): Promise<StoryControl> {
  const { domain, publicPort } = stage;
  await (await openStore({ database: stage.database, connections: 1 })).close();
  const time = await moveDatabase(stage.database, start);
  const clock = createMovedClock(start);
  const store = await openStore({ database: time.address, connections: 4 });
  const issuer = originOf(systemHost('signin', domain), publicPort);
  const keyring = await openKeyring({
    storage: keyStorage(store),
    rootKeys: stage.rootKeys,
    domain,
    issuer,
    clock,
  });
  const replica = `ctl-${randomBytes(6).toString('hex')}`;
  const audit = await startAuditLog({ store, clock, process: { replica, version: stage.version } });
  await ensureSystemApps(store, domain);
  const identity = createIdentity({
    records: createStoreRecords({
      store,
      limits: { absoluteSeconds: 12 * 3_600, idleSeconds: idleMs / 1_000 },
      onClaim: writeBuiltInPolicies,
    }),
    seal: keyring.sealer,
    audit,
    clock,
    domain,
    publicPort,
    passwordCost: cheapPassword,
  });
  const parts: Parts = { stage, store, keyring, audit, clock, time, identity, replica };
  const deciding = await openDeciding(parts);
  const api = openApi(parts, deciding);
  const checkpoints = createCheckpointWriter({
    store,
    signer: { sign: (bytes) => keyring.signCheckpoint(Buffer.from(bytes)) },
    clock,
  });
  const jobs = controlJobs({ store, audit, checkpoints, gateways: () => [], lostLines: () => new Map() });
  const tidy = jobs.find(({ name }) => name === 'end-expired-sessions');
  let tidied = start;
  let moved = start;

  const place = async (at: number): Promise<void> => {
    await time.moveTo(at);
    clock.moveTo(at);
  };
  return {
    store,
    identity,
    keyring,
    push: deciding.push,
    domain,
    clock,
    now: () => clock.wall(),
    async moveTo(at) {
      while (tidied + tidyMs <= at) {
        tidied += tidyMs;
        // A while after the last thing that anybody did no session is left.
        if (tidied > moved + idleMs + tidyMs) continue;
        await place(tidied);
        await tidy?.run();
      }
      await place(at);
      moved = at;
    },
    as: (caller) => clientOf(api, caller, domain),
    settled: () => deciding.settled(),
    async writeCheckpoint() {
      await checkpoints.write();
    },
    async close() {
      await deciding.close();
      await audit.close();
      await store.close();
      await time.restore();
    },
  };
}

interface Parts {
  readonly stage: Stage;
  readonly store: Store;
  readonly keyring: Keyring;
  readonly audit: ChainLog;
  readonly clock: MovedClock;
  readonly time: MovedDatabase;
  readonly identity: Identity;
  readonly replica: string;
}

type Deciding = Awaited<ReturnType<typeof openDeciding>>;

async function openDeciding({ stage, store, keyring, audit, clock, replica }: Parts) {
  const { domain, publicPort, zone } = stage;
  const decider = createInThreadDecider();
  // Policies may be read once more for a change that came last; at the end nobody waits for that.
  let closing = false;
  const failed = (error: unknown): void => {
    if (!closing) throw error;
  };
  const knowledge = createKnowledge({
    source: knowledgeFromStore({ store, domain, readZone: async () => zone }),
    clock,
    locate: () => ({}),
    from: { applied: 0, epoch: '' },
  });
  const push = createPush({
    ...pushFromStore({ store, audit, clock }),
    clock,
    knowledge,
    decider,
    audit,
    isTrusted: async () => true,
    readConfig: configFromStore({
      store,
      domain,
      publicPort,
      ownAuthority: true,
      forbiddenUpstreams: [],
      certificates: async () => [],
      rollingKeys: async () => keyring.rollingKeys(),
      broken: failed,
    }),
    signers: createGrantSigners({
      keyring,
      domain,
      issuer: originOf(systemHost('signin', domain), publicPort),
      ownOrigins: new Set(),
    }),
    originOf: (host) => originOf(host, publicPort),
    dbAge: () => 0,
    personNameKey: Buffer.from(keyring.sealer.pseudonym('person-names', ''), 'base64url'),
    failed,
  });
  // The feed is about a connection, not about the story: it goes by the machine's clock.
  const feed = await followChanges({ store, replica, clock: systemClock, target: push, failed });
  return {
    decider,
    push,
    applied: () => feed.applied(),
    settled: () => feed.poke(),
    async close() {
      closing = true;
      await feed.stop();
      await push.close();
    },
  };
}

function openApi({ stage, store, keyring, audit, clock, identity }: Parts, deciding: Deciding): Api {
  const notHere = async (): Promise<never> => {
    throw new Fault('internal', 'the story has no use for this');
  };
  const { decider } = deciding;
  const shared = { decider, store, locate: () => ({}), clock, usualZone: stage.zone };
  const context: ServiceContext = {
    ...shared,
    audit,
    authorize: createAuthorize(shared),
    authorizeEach: createAuthorizeEach(shared),
    openDecider: createInThreadDecider,
    readingDecider: createReadingDecider({ open: createInThreadDecider, clock }),
    links: identity.links,
    keys: { rotate: notHere },
    writeJoinToken: () => '',
    auditReading: { read: () => undefined, async *export() {}, verify: notHere },
    async *backup() {},
    providers: { seal: notHere, try: notHere },
    seal: keyring.sealer,
    secondPerson: 'off',
    sample: { available: false, start: notHere, running: () => false, stop: () => {}, stops: notHere },
    vouching: () => ({ own: true, certificates: keyring.authorities() }),
    news: createNews(systemClock),
    probeUpstream: notHere,
    checks: [],
    applied: () => deciding.applied(),
    configured: async () => true,
    place: stage,
    sessionLimits: { longestSeconds: 43_200, idleSeconds: 3_600 },
    version: stage.version,
    log: silentLog,
  };
  return createApi({
    context,
    // Nobody but the story reaches this API: it says who speaks, in a header of its own.
    identify: async (arrival) => {
      const caller = callers.get(arrival.header(callerHeader) ?? '');
      return caller === undefined ? undefined : { caller, by: 'api-token' };
    },
    pageProof: createPageProof(keyring.sealer.secretFor('page-proof')),
    metrics: createMetrics({ part: 'demo', own: 'ours-only' }),
  });
}

const callerHeader = 'demo-caller';
const callers = new Map<string, Caller>();

function clientOf(api: Api, caller: Caller, domain: string): Client {
  const name = randomBytes(9).toString('hex');
  callers.set(name, caller);
  return createClient({
    async transport({ method, path, headers, body }) {
      const response = await api.fetch(
        new Request(`https://${systemHost('api', domain)}${path}`, {
          method,
          headers: { ...headers, [callerHeader]: name },
          ...(body === undefined ? {} : { body }),
        }),
        'gateway',
      );
      return asApiResponse(response);
    },
  });
}

function asApiResponse(response: Response): ApiResponse {
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    text: () => response.text(),
    async *chunks() {
      if (response.body !== null) yield* response.body;
    },
  };
}
