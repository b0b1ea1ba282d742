import { randomBytes } from 'node:crypto';
import { chmod, rm } from 'node:fs/promises';
import type { Server } from 'node:https';
import { createCheckpointWriter } from '#audit/index.ts';
import { type Clock, systemClock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import {
  type Job,
  type JoinDesk,
  type News,
  controlJobs,
  policyJobs,
  type ServiceContext,
  countAudit,
  createApi,
  createAssertionReader,
  createControlListener,
  createIdentify,
  createPortalIdentify,
  createJoinDesk,
  createNews,
  createPageProof,
  openLocalSocket,
  readConsole,
  recordRestore,
  samplePortOf,
  startJobs,
  tellRecords,
  storedSample,
  timeDecisions,
  verifyByPresent,
  watchElsewhere,
  writeBuiltInPolicies,
} from '#control/index.ts';
import {
  type Identity,
  createIdentity,
  createOutbound,
  createHashingThreads,
  createStoreProviderRecords,
  createStoreReportRecords,
  createStoreRecords,
} from '#identity/index.ts';
import { type LinkAcceptor, createLinkAcceptor } from '#link/index.ts';
import {
  type HealthCheck,
  type Log,
  type Metrics,
  createMetrics,
  reportFault,
  reportSparingly,
} from '#observe/index.ts';
import type { Endpoint } from '../../configuration/values.ts';
import { dropPrivileges } from '../../drop-privileges.ts';
import { type SampleAppLink, createSampleApp } from '../../sample-app/create-sample-app.ts';
import { openLog } from '../../open-log.ts';
import type { RunningPart } from '../../supervisor/child-side.ts';
import { showRestarts } from '../../supervisor/restarts.ts';
import { openOperations } from '../operations.ts';
import { surviveFaults } from '../survive-faults.ts';
import type { ControlWork } from '../work.ts';
import { type Changes, openChanges } from './changes.ts';
import { type Closing, createClosing } from './closing.ts';
import { issueControlCredentials, renewControlCredentials } from './control-certificate.ts';
import { type Foundation, layFoundation } from './foundation.ts';
import { type OwnCertificate, createOwnCertificate } from './own-certificate.ts';
import { ownOrigins } from './public-hosts.ts';
import { roomCheck } from './room-check.ts';
import { type SealAnew, createSealAnew } from './seal-anew.ts';
import { createServiceContext, reachable } from './service-context.ts';
import { openSites } from './sites.ts';

/** Whoever started this process, as far as it does something for us. */
export interface Supervisor {
  /** Takes wishes; absent where there is no supervisor. */
  readonly wish?: (wish: string) => void;
}

/** Runs the control plane in this process. */
export async function runControl(work: ControlWork, supervisor: Supervisor = {}): Promise<RunningPart> {
  const { general, metrics: metricsPlaces } = work.configuration;
  const log = openLog('control', general['log-level']);
  surviveFaults(log);
  const clock = systemClock;
  const replica = `ctl-${randomBytes(6).toString('hex')}`;
  const closing = createClosing((thrown) => reportFault(log, thrown));
  try {
    const shared = { work, replica, clock, log, closing };
    const metrics = createMetrics({ part: 'control' });
    const news = createNews(clock);
    const foundation = measured(await layFoundation(shared), { metrics, clock, news });
    await recordRestore(foundation);
    const consoleFiles = await readConsole(work.consoleFolder);
    const ownCertificate = openOwnCertificate({ ...shared, foundation });
    const changes = await openChanges({ ...shared, foundation, ownCertificate, metrics, news });
    const identity = openIdentity({ work, foundation, changes, clock, log });
    const sealAnew = openSealAnew(shared, foundation);
    const checks = [...checksOf(changes, { ownCertificate, sealAnew }), ...roomChecks(shared)];
    const restarts = showRestarts(metrics);
    metrics.watch('sallyport_audit_lines_dropped', () => droppedBy(foundation));
    metrics.watch('sallyport_policy_revision', () => foundation.decider.revision());
    metrics.watch('sallyport_change_applied', () => changes.feed.applied());
    metrics.watch('sallyport_database_age_seconds', () => changes.feed.dbAge() / 1000);
    metrics.watch('sallyport_links_open', () => changes.push.gateways().length);
    const operations = await openOperations({ place: metricsPlaces.control, metrics, checks, log });
    closing.add(() => operations.close());
    const desk = openDesk(foundation, work, clock);
    const sample = createSampleApp({ wish: supervisor.wish });
    const context = createServiceContext({
      ...shared,
      foundation,
      changes,
      identity,
      desk,
      sample,
      checks,
      news,
    });
    const known = {
      domain: general.domain,
      publicPort: general.port,
      verifyAssertion: createAssertionReader(assertionOptions(foundation, work), () => clock.wall()),
      store: foundation.store,
    };
    const identify = createIdentify(known);
    const identifyOnPortal = createPortalIdentify(known);
    const proof = foundation.keyring.sealer.secretFor('page-proof');
    const api = createApi({ context, identify, pageProof: createPageProof(proof), metrics });
    const sites = openSites({ ...shared, foundation, identity, api, identifyOnPortal, consoleFiles });
    const listening = openListener({ ...shared, foundation, changes, desk, sites });
    // A port below 1024 needs root; sockets in our own folders must be ours.
    if (work.listen.kind === 'tcp') await startListening(listening.server, work.listen);
    if (work.uid !== undefined) dropPrivileges({ uid: work.uid });
    if (work.listen.kind === 'unix') await startListening(listening.server, work.listen);
    const local = await openLocalSocket({ api, path: work.localSocket });
    closing.add(() => local.close());
    // Streams of events end before the listeners wait for what they have open.
    closing.add(openNews(news, foundation, { clock, log }));
    openJobs({ ...shared, foundation, changes, identity, sealAnew, context });
    await wakeSample(sample, foundation);
    return {
      facts: {},
      async stop() {
        await closing.close();
        await log.flush();
      },
      answer: (question) => answer(question, { identity, desk, foundation }),
      hear(news) {
        sample.hear(news);
        ownCertificate?.hear(news);
        restarts.hear(news);
      },
    };
  } catch (thrown) {
    await closing.close();
    throw thrown;
  }
}

function openOwnCertificate({ work, foundation, clock, log, closing }: Parts): OwnCertificate | undefined {
  if (work.hostCertificate === undefined) return undefined;
  const { store, audit } = foundation;
  const own = createOwnCertificate({ first: work.hostCertificate, store, audit, clock, log });
  closing.add(() => own.stop());
  return own;
}

/** Follows what other replicas do, and gives what ends that and all reading. */
function openNews(
  news: News,
  { store }: Foundation,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): () => void {
  const elsewhere = watchElsewhere({
    clock,
    news,
    traces: {
      recent: (limit) => store.audit.recent(limit),
      live: () => store.liveConnections.fingerprint(),
    },
    failed: reportSparingly({
      clock,
      tell: (thrown, untold) => void reportFault(log, thrown, untold === 0 ? {} : { untold }),
    }),
  });
  return () => {
    elsewhere.stop();
    news.close();
  };
}

function openSealAnew({ log }: { readonly log: Log }, foundation: Foundation): SealAnew {
  const { store, audit, keyring, rootKeys } = foundation;
  return createSealAnew({ store, audit, sealer: keyring.sealer, rootKeys, log });
}

interface Parts {
  readonly work: ControlWork;
  readonly foundation: Foundation;
  readonly replica: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly closing: Closing;
}

function measured(
  foundation: Foundation,
  { metrics, clock, news }: { readonly metrics: Metrics; readonly clock: Clock; readonly news: News },
): Foundation {
  const audit = tellRecords(countAudit(foundation.audit, metrics), news);
  return { ...foundation, audit, decider: timeDecisions(foundation.decider, { metrics, clock }) };
}

function assertionOptions({ keyring, issuer }: Foundation, { configuration }: ControlWork) {
  const { domain, port } = configuration.general;
  return { keyring, issuer, domain, ownOrigins: ownOrigins(domain, port) };
}

function openIdentity({
  work,
  foundation: { strangers, store, keyring, audit },
  changes,
  clock,
  log,
}: Pick<Parts, 'work' | 'foundation' | 'clock' | 'log'> & { readonly changes: Changes }): Identity {
  const { general, sessions } = work.configuration;
  const { domain, port: publicPort } = general;
  const limits = { absoluteSeconds: sessions.longest, idleSeconds: sessions.idle };
  return createIdentity({
    records: {
      ...createStoreRecords({
        store: strangers,
        limits,
        onClaim: writeBuiltInPolicies,
        served: (change) => changes.push.configured(change, 2_000),
      }),
      providers: createStoreProviderRecords({ store: strangers, audit }),
      reports: createStoreReportRecords({ store, audit }),
    },
    outbound: createOutbound({ mayReach: reachable(work.forbiddenUpstreams) }),
    providerFailed: (error, about) =>
      log.warn('a provider could not be asked', { ...about, ...whyOf(error) }),
    hashing: createHashingThreads(),
    seal: keyring.sealer,
    audit,
    clock,
    domain,
    publicPort,
  });
}

function openDesk(foundation: Foundation, work: ControlWork, clock: Clock): JoinDesk {
  const { store, keyring, audit } = foundation;
  return createJoinDesk({
    store,
    audit,
    domain: work.configuration.general.domain,
    authorities: () => keyring.authorities(),
    authority: () => issueControlCredentials(keyring, 'authority').authority,
    issue: async ({ gateway, request }) =>
      keyring.issuePeerCertificate({ kind: 'gateway', id: gateway }, request),
    now: () => clock.wall(),
  });
}

function openListener(
  options: Parts & {
    readonly changes: Changes;
    readonly desk: JoinDesk;
    readonly sites: Parameters<typeof createControlListener>[0]['sites'];
  },
): { readonly server: Server } {
  const { foundation, work, changes, desk, sites, replica, clock, log, closing } = options;
  const { keyring, store } = foundation;
  const { domain } = work.configuration.general;
  const verifyPeer = verifyByPresent({
    authorities: () => keyring.authorities(),
    domain,
    usage: 'client',
    clock,
  });
  const link: LinkAcceptor = createLinkAcceptor({
    clock,
    verifyPeer,
    kinds: ['gateway'],
    onStream: (stream) => changes.push.attach(stream),
    onRefused: ({ address, detail }) => log.warn('a control stream was refused', { address, reason: detail }),
  });
  const issue = () => issueControlCredentials(keyring, replica);
  const server = createControlListener({
    credentials: issue(),
    authorities: keyring.authorities(),
    verifyPeer,
    isEnabled: async (id) => (await store.gateways.find(id))?.state === 'enabled',
    link,
    desk,
    sites,
    log,
  });
  const renewal = renewControlCredentials({
    issue,
    use: ({ certificate, privateKey }) =>
      server.setSecureContext({
        cert: certificate,
        key: privateKey,
        ca: [...keyring.authorities()],
        minVersion: 'TLSv1.3',
      }),
    clock,
    failed: (thrown) => reportFault(log, thrown),
  });
  const authorities = { known: keyring.authorities().join() };
  changes.whenKeysChange(() => {
    const now = keyring.authorities().join();
    if (now === authorities.known) return;
    authorities.known = now;
    renewal.renew();
    // Who was verified by an authority that leaked is no gateway any more. The answer to whoever replaced it may
    // be on its way over such a connection: it has a moment to arrive.
    link.reverify().catch((thrown: unknown) => reportFault(log, thrown));
    clock.after(1_000, () => server.closeAllConnections());
  });
  closing.add(async () => {
    renewal.stop();
    link.close();
    server.close();
    server.closeIdleConnections();
    server.closeAllConnections();
  });
  return { server };
}

async function startListening(server: Server, place: Endpoint): Promise<void> {
  if (place.kind === 'unix') await rm(place.path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = place.kind === 'unix' ? place.path : `port ${place.port} on ${place.host}`;
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new Fault('port-taken', `Control cannot listen: ${where} (${error.code}).`) : error);
    });
    server.listen(place.kind === 'unix' ? { path: place.path } : { host: place.host, port: place.port }, () =>
      resolve(),
    );
  });
  // The folder decides who may pass; gateways of this machine run as another user.
  if (place.kind === 'unix') await chmod(place.path, 0o666);
}

function openJobs(
  options: Parts & {
    readonly changes: Changes;
    readonly identity: Identity;
    readonly sealAnew: SealAnew;
    readonly context: ServiceContext;
  },
): void {
  const { foundation, changes, identity, sealAnew, context, clock, log, closing } = options;
  const { store, audit, keyring, copies } = foundation;
  const checkpoints = createCheckpointWriter({
    store,
    signer: { sign: (bytes) => keyring.signCheckpoint(Buffer.from(bytes)) },
    clock,
    sinks: copies,
  });
  const parts = {
    store,
    audit,
    checkpoints,
    gateways: () => changes.push.connected(),
    lostLines: () => copies.dropped(),
  };
  const tendKeys: Job = { name: 'tend-keys', everyMs: 3_600_000, run: () => keyring.tend() };
  const jobs = startJobs({
    clock,
    jobs: [...controlJobs(parts), ...policyJobs(context), tendKeys, sealAnew.job, ...providerJobs(identity)],
    failed: (job, error) => reportFault(log, error, { job }),
  });
  closing.add(() => jobs.stop());
}

function providerJobs({ providers }: Identity): readonly Job[] {
  if (providers === undefined) return [];
  return [{ name: 'refresh-providers', everyMs: 5_000, run: () => providers.refresh.look() }];
}

function whyOf(error: unknown): { readonly reason: string } {
  return { reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown' };
}

async function answer(
  question: string,
  parts: { readonly identity: Identity; readonly desk: JoinDesk; readonly foundation: Foundation },
): Promise<string> {
  const { identity, desk, foundation } = parts;
  const [word, seat] = question.split(' ');
  if (word === 'setup-link') {
    if (await identity.claimed()) return '';
    return (await identity.links.make({ kind: 'setup', by: { kind: 'local' } })).address;
  }
  if (word === 'join-token') {
    const wanted = { name: 'this machine', uses: 1, lifetimeSeconds: 60 };
    return (await desk.makeToken({ ...wanted, ...(seat === undefined ? {} : { seat }) })).token;
  }
  if (word === 'authority') return foundation.keyring.authorities().join('\n');
  throw new Error(`nobody answers "${word}" here`);
}

/** The sample app runs as long as it is protected: it is asked for again after every start of ours. */
async function wakeSample(sample: SampleAppLink, { store }: Foundation): Promise<void> {
  const app = sample.available ? await storedSample(store) : undefined;
  // By a timer: what comes of it is heard only once this process is ready.
  if (app !== undefined) setTimeout(() => void sample.start(samplePortOf(app)), 0);
}

function droppedBy({ copies }: Foundation): number {
  return [...copies.dropped().values()].reduce((sum, lines) => sum + lines, 0);
}

/** A database elsewhere has its disk elsewhere. */
function roomChecks({ work, clock }: Pick<Parts, 'work' | 'clock'>): readonly HealthCheck[] {
  return work.database.kind === 'embedded' ? [roomCheck({ folder: work.checkpoints, clock })] : [];
}

function checksOf(
  { feed }: Changes,
  others: { readonly ownCertificate: OwnCertificate | undefined; readonly sealAnew: SealAnew },
): readonly HealthCheck[] {
  return [
    {
      name: 'database',
      look: () =>
        feed.dbAge() < 5_000 ? { state: 'ok' } : { state: 'failing', why: 'the database does not answer' },
    },
    ...(others.ownCertificate === undefined ? [] : [others.ownCertificate.check]),
    others.sealAnew.check,
  ];
}
