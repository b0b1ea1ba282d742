import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { authorityFile } from '#contracts/data-directory.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import { type Log, reportFault } from '#observe/index.ts';
import {
  type ServerAccount,
  claimDataDirectory,
  findServerAccount,
  prepareDataDirectory,
} from '#postgres/index.ts';
import type { Configuration } from '../configuration/sections.ts';
import { openLog } from '../open-log.ts';
import { listenAddresses } from '../configuration/sections/general.ts';
import { makeDataFolders } from '../data-folders.ts';
import { usableAddresses } from '../free-ports.ts';
import {
  type HostCertificateFollower,
  followHostCertificate,
} from '../host-certificate/follow-host-certificate.ts';
import type { HostCertificateNews } from '../host-certificate/news.ts';
import { hostCertificatePlace } from '../host-certificate/read-host-certificate.ts';
import { greetingText } from '../greeting.ts';
import { nodeWarning } from '../node-lines.ts';
import { ownCommand } from '../own-command.ts';
import { onStopSignals } from '../stop-signals.ts';
import type { DatabaseTarget } from '../parts/work.ts';
import type { Child } from '../supervisor/child-process.ts';
import { type StopOrder, createStopOrder } from '../supervisor/in-order.ts';
import { type Kept, type Part, type Running, keepRunning } from '../supervisor/keep-running.ts';
import { type Supervised, createRestartCounts } from '../supervisor/restarts.ts';
import { endStrays, openChildrenList } from '../supervisor/strays.ts';
import { softwareVersion } from '../version.ts';
import { type ServeContext, controlPart, gatewayPart } from './children.ts';
import { databasePart } from './database.ts';
import { machineId } from './machine-id.ts';
import { createSampleKeeper } from './sample-app.ts';

export interface ServeOptions {
  readonly configuration: Configuration;
  /** The program by which children are started. */
  readonly entry: string;
}

/**
 * Runs all of Sallyport on this machine: looks after PostgreSQL, control and the gateways, and does nothing
 * else, so that there is nothing in it that could fail. Returns when all is up; signals end it.
 * @throws Fault when the first start fails; whatever had been started is ended before
 */
export async function serve({ configuration, entry }: ServeOptions): Promise<void> {
  const log = openLog('serve', configuration.general['log-level']);
  const order = createStopOrder();
  const stopped = stopOnSignals(order);
  try {
    const context = await prepare({ configuration, entry, order, log });
    const started = await startAll(context, order, log);
    console.log(await greeting(context, started));
    await showLive(context, { order, log });
  } catch (thrown) {
    // Broken off by a signal: what failed did so because it was told to end.
    if (stopped.asked()) return;
    await order.stop('now');
    throw thrown;
  }
}

function stopOnSignals(order: StopOrder): { readonly asked: () => boolean } {
  let asked = false;
  onStopSignals((urgency) => {
    asked = true;
    void order.stop(urgency).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  return { asked: () => asked };
}

async function prepare(options: {
  readonly configuration: Configuration;
  readonly entry: string;
  readonly order: StopOrder;
  readonly log: Log;
}): Promise<ServeContext & { readonly account: ServerAccount }> {
  const { configuration, entry, order, log } = options;
  const { general } = configuration;
  const account = await findServerAccount();
  const dataDir = await prepareDataDirectory(general['data-dir'], account);
  const claim = await claimDataDirectory(dataDir);
  order.add({ stop: () => claim.release() });
  const strays = await endStrays(dataDir);
  if (strays.length > 0)
    log.warn('ended processes that an earlier start left behind', { count: strays.length });
  const listen = await usableAddresses(listenAddresses(general.domain, general.listen), general.port);
  const users = process.getuid?.() === 0 ? configuration.users : undefined;
  const folders = await makeDataFolders(dataDir, users);
  const children = openChildrenList(dataDir);
  order.add({ stop: () => children.clear() });
  const machine = await machineId(dataDir);
  return { configuration, entry, dataDir, folders, users, listen, children, account, machine };
}

interface Started {
  readonly setupLink: string;
  readonly databaseAccount: string | undefined;
}

async function startAll(context: ServeContext, order: StopOrder, log: Log): Promise<Started> {
  const { configuration, users, dataDir } = context;
  const { url, programs } = configuration.database;
  const running: { control?: Kept<Child> } = {};
  const tell = (news: unknown): void => running.control?.current()?.tell(news);
  const restarts = createRestartCounts(tell);
  const keep = async <R extends Running>(child: Supervised, part: Part<R>): Promise<Kept<R>> => {
    const kept = await keepRunning({
      part,
      clock: systemClock,
      onEnd: ({ name, why, againInMs }) => {
        log.error(`${name} ended (${why}); starting it again in ${againInMs / 1000} s`);
        restarts.add(child);
      },
      onBack: (name) => log.warn(`${name} is back`),
    });
    order.add(kept);
    return kept;
  };
  let target: DatabaseTarget | undefined = url === undefined ? undefined : { kind: 'url', url };
  let databaseAccount: string | undefined;
  if (target === undefined) {
    const database = await keep(
      'database',
      databasePart({ dataDir, programs, clientGid: users?.control, log }),
    );
    databaseAccount = database.current()?.account;
    target = database.current()?.target;
  }
  const database = (): DatabaseTarget => {
    if (target === undefined) throw new Error('the database ended while it started');
    return target;
  };
  const hostCertificate = await openHostCertificate(context, { order, tell });
  const sample = createSampleKeeper({ context, order, log });
  const control = await keep(
    'control',
    controlPart(context, { database, hostCertificate, restarts, onWish: sample.wish }),
  );
  running.control = control;
  await keep(
    'gateway',
    gatewayPart(context, () => control.current()),
  );
  await keepAuthority(context.dataDir, control.current());
  const setupLink = (await control.current()?.ask('setup-link')) ?? '';
  return { setupLink, databaseAccount };
}

/** Lays the authorities' certificates down for whoever is to trust them; a disk that is full must not end us. */
async function keepAuthority(dataDir: string, control: Child | undefined): Promise<void> {
  const text = await control?.ask('authority').catch(() => undefined);
  if (text === undefined) return;
  const path = authorityFile(dataDir);
  await writeFile(`${path}.new`, `${text.trim()}\n`, { mode: 0o644 })
    .then(() => rename(`${path}.new`, path))
    .catch(() => undefined);
}

/**
 * Follows the files of the organisation's own certificate, where it gave one. From here, since only we, who may be
 * root, can read what its key is usually closed with.
 */
async function openHostCertificate(
  context: ServeContext,
  { order, tell }: { readonly order: StopOrder; readonly tell: (news: HostCertificateNews) => void },
): Promise<HostCertificateFollower | undefined> {
  const place = hostCertificatePlace(context.configuration);
  if (place === undefined) return undefined;
  const follower = await followHostCertificate({ place, clock: systemClock, news: tell });
  order.add({ stop: async () => follower.stop() });
  return follower;
}

/** Goes on in the terminal with what is decided; where nobody reads along, nothing follows the greeting. */
async function showLive(
  { folders, configuration }: ServeContext,
  { order, log }: { readonly order: StopOrder; readonly log: Log },
): Promise<void> {
  const { stdout, env } = process;
  if (!stdout.isTTY || env['TERM'] === 'dumb') return;
  const { domain, port } = configuration.general;
  try {
    const { createClient, nodeTransport } = await import('#client/index.ts');
    const { openLiveView } = await import('./live-view/live-view.ts');
    const transport = nodeTransport({ kind: 'socket', path: join(folders.control, 'local.sock') });
    const view = openLiveView({
      client: createClient({ transport }),
      out: stdout,
      colour: (env['NO_COLOR'] ?? '') === '' ? 'on' : 'off',
      consoleUrl: originOf(systemHost('console', domain), port),
      clock: systemClock,
    });
    order.add({ stop: async () => view.stop() });
  } catch (thrown) {
    reportFault(log, thrown);
  }
}

const unknownYet =
  'Your browser does not know its certificate yet: let it go on, and the second page says how to change that.';

async function greeting(context: ServeContext, started: Started): Promise<string> {
  const { general } = context.configuration;
  const { users, dataDir } = context;
  const lines: (readonly [string, string])[] = [
    ['Console', originOf(systemHost('console', general.domain), general.port)],
  ];
  if (started.setupLink !== '') lines.push(['Set it up', started.setupLink]);
  lines.push(['Data', dataDir]);
  if (users !== undefined) {
    const database = started.databaseAccount === undefined ? '' : `, database ${started.databaseAccount}`;
    lines.push(['Users', `control ${users.control}, gateway ${users.gateway}${database}`]);
  }
  const notes: string[] = [];
  if (started.setupLink !== '')
    notes.push(
      `The setup link works once; \`${ownCommand('setup-link', dataDir)}\` prints a new one.`,
      ...(hostCertificatePlace(context.configuration) === undefined ? [unknownYet] : []),
    );
  const old = nodeWarning(process.version, new Date());
  if (old !== undefined) notes.push(old);
  return greetingText({ version: softwareVersion, lines, notes });
}
