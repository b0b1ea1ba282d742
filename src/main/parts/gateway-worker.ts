import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { makeCertificateRequest } from '#ca/index.ts';
import { isFault } from '#contracts/errors.ts';
import {
  type AccessService,
  type GatewayIdentity,
  createAccess,
  createAccessLog,
  createGatewayListener,
  tellLostRecords,
} from '#gateway/index.ts';
import { type ControlLink, type LinkAddress, type LinkReport, createControlLink } from '#link/index.ts';
import { type HealthCheck, type Log, createMetrics, reportFault } from '#observe/index.ts';
import { dropPrivileges } from '../drop-privileges.ts';
import { openLog } from '../open-log.ts';
import type { RunningPart } from '../supervisor/child-side.ts';
import { becomeKnown } from './become-known.ts';
import { controlEndpoint, verifierFor } from './control-peer.ts';
import { wishForJoinToken } from './join-token.ts';
import { openOperations } from './operations.ts';
import { surviveFaults } from './survive-faults.ts';
import type { GatewayWorkerWork } from './work.ts';

/** How long exchanges that are under way may take when the gateway stops, milliseconds. */
const stopGraceMs = 5_000;
/** How long a gateway waits for control's first word before it says that it is ready all the same. */
const firstWordMs = 15_000;

/**
 * Runs one gateway in this process. It listens first, as root where root started it, then becomes its own user,
 * then makes itself known to control; until control has spoken it answers that it cannot decide.
 */
export async function runGatewayWorker(work: GatewayWorkerWork): Promise<RunningPart> {
  const log = openLog('gateway', work.logLevel);
  surviveFaults(log);
  const clock = systemClock;
  const folder = await ownFolder(work);
  const metrics = createMetrics({ part: 'gateway' });
  const records = createAccessLog({
    folder: join(folder, 'access'),
    clock,
    maxFileBytes: work.records.fileBytes,
    keepFiles: work.records.files - 1,
    maxWaitingBytes: 16 * 1024 * 1024,
    flushMs: 200,
    failed: (error) => log.error('access records cannot be written', { error }),
  });
  const written = metrics.counter('sallyport_access_records_total');
  metrics.watch('sallyport_access_records_dropped', () => records.dropped);
  const known: { identity?: GatewayIdentity } = {};
  const dialling = watchLink(log, () => known.identity);
  const link = createControlLink({
    clock,
    addresses: work.control,
    credentials: () => held(known.identity).credentials(),
    verifyPeer: (presented) => held(known.identity).verifyPeer(presented),
    software: `sallyport ${work.version}`,
    report: (report) => dialling.report(report),
  });
  const first = firstWord(link);
  const cuts = {
    revoke: metrics.histogram('sallyport_cut_duration_seconds', { by: 'revoke' }),
    recheck: metrics.histogram('sallyport_cut_duration_seconds', { by: 'recheck' }),
  };
  const access = createAccess({
    clock,
    link: first.link,
    cutTook: (by, ms) => cuts[by].observe(ms / 1000),
  });
  const telling = tellLostRecords({
    clock,
    lost: () => records.dropped,
    send: (message) => link.send(message),
    version: first.version,
  });
  const { restarts } = work;
  if (restarts !== undefined) metrics.watch('sallyport_restarts', () => restarts, { child: 'worker' });
  metrics.watch('sallyport_live', () => access.figures().live);
  metrics.watch('sallyport_grants', () => access.figures().grants, { state: 'held' });
  metrics.watch('sallyport_grants', () => access.figures().suspects, { state: 'suspect' });
  metrics.watch('sallyport_lease_age_seconds', () => access.figures().leaseAgeMs / 1000);
  const listener = createGatewayListener({
    access,
    clock,
    metrics,
    record: (record) => {
      written.add(1);
      records.write(record);
    },
    report: (fault, about) => void reportFault(log, fault, about),
    control: () =>
      known.identity && controlEndpoint(dialling.address() ?? work.control[0], known.identity, clock),
  });
  for (const host of work.listen) await listener.listen({ host, port: work.port });
  const operations = await openOperations({ place: work.metrics, metrics, checks: checksOf(access), log });
  if (work.uid !== undefined) dropPrivileges({ uid: work.uid });

  const becoming = await becomeKnown({
    clock,
    log,
    identity: {
      folder,
      addresses: work.control,
      joinToken: async () => work.joinToken ?? (await wishForJoinToken(work.number)),
      makeRequest: async () => makeCertificateRequest(),
      verifierFor: verifierFor(clock),
      clock,
      onFault: (error) => log.warn('the certificate could not be renewed', { error }),
    },
    known(identity) {
      known.identity = identity;
      access.start();
    },
  });
  if (known.identity !== undefined)
    await Promise.race([
      first.heard,
      new Promise((resolve) => clock.after(firstWordMs, () => resolve(undefined))),
    ]);
  return {
    facts: { gateway: known.identity?.gateway() ?? '' },
    async stop() {
      await listener.close(stopGraceMs);
      access.stop();
      becoming.stop();
      known.identity?.stop();
      telling.stop();
      await Promise.all([records.close(), operations.close()]);
      await log.flush();
    },
  };
}

/** A worker's own folder, handed over to the user that it will become. */
async function ownFolder({ folder, number, uid }: GatewayWorkerWork): Promise<string> {
  const own = join(folder, `${number}`);
  for (const path of [own, join(own, 'access')]) {
    await mkdir(path, { recursive: true, mode: 0o700 });
    if (uid !== undefined && process.getuid?.() === 0) await chown(path, uid, uid);
  }
  return own;
}

function held(identity: GatewayIdentity | undefined): GatewayIdentity {
  if (identity === undefined) throw new Error('the gateway has no identity yet');
  return identity;
}

/** Follows which control is spoken to; where it refuses us again and again, asks for a new certificate. */
function watchLink(log: Log, identity: () => GatewayIdentity | undefined) {
  let address: LinkAddress | undefined;
  let failures = 0;
  return {
    address: () => address,
    report(report: LinkReport): void {
      if (report.kind === 'opened') {
        address = report.address;
        failures = 0;
        log.info('the control stream stands');
        return;
      }
      failures += 1;
      // A control that restarts is away for a moment; that is nothing to tell.
      if (report.kind === 'failed' && failures % 10 === 3)
        log.warn('control cannot be reached', { error: report.error });
      if (report.kind === 'ended') log.info('the control stream ended', { reason: report.end.code });
      if (failures % 10 === 5)
        identity()
          ?.renew()
          .catch((error: unknown) => {
            if (isFault(error, 'not-permitted')) log.warn('this gateway is disabled', { error });
            if (isFault(error, 'proof-invalid')) log.error('control does not know this gateway', { error });
          });
    },
  };
}

/** Tells when control has sent its configuration for the first time, and which version the stream has. */
function firstWord(link: ControlLink): {
  readonly link: ControlLink;
  readonly heard: Promise<void>;
  readonly version: () => number;
} {
  let version = 0;
  let tell: () => void = () => undefined;
  const heard = new Promise<void>((resolve) => (tell = resolve));
  const start: ControlLink['start'] = (handler) =>
    link.start({
      opened(welcome) {
        version = welcome.version;
        handler.opened(welcome);
        tell();
      },
      message: (message) => handler.message(message),
      fresh: (freshness) => handler.fresh(freshness),
      lost: (end) => handler.lost(end),
    });
  return { link: { ...link, start }, heard, version: () => version };
}

function checksOf(access: AccessService): readonly HealthCheck[] {
  return [
    {
      name: 'control-stream',
      look: () =>
        access.figures().streamStands
          ? { state: 'ok' }
          : { state: 'failing', why: 'the control stream does not stand' },
    },
  ];
}
