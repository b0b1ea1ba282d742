import { gatewayEnvironment, gatewayNodeFlags } from '../parts/gateway-runtime.ts';
import { dirname, join } from 'node:path';
import type { Configuration } from '../configuration/sections.ts';
import type { HostCertificateFollower } from '../host-certificate/follow-host-certificate.ts';
import type { HostCertificateFiles } from '../host-certificate/read-host-certificate.ts';
import type { DataFolders, PartUsers } from '../data-folders.ts';
import { giveJoinTokens } from '../parts/join-token.ts';
import { ownListeners } from '../own-listeners.ts';
import type { ControlWork, DatabaseTarget, GatewayWork } from '../parts/work.ts';
import { type Child, type OnWish, spawnOwnGroup, startChild } from '../supervisor/child-process.ts';
import type { Part } from '../supervisor/keep-running.ts';
import type { RestartCounts } from '../supervisor/restarts.ts';
import type { ChildrenList } from '../supervisor/strays.ts';
import { softwareVersion } from '../version.ts';

/** Variables that children keep. All others stay here: they may hold secrets that a gateway must not have. */
const keptVariables = ['PATH', 'HOME', 'LANG', 'TZ', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'];

/** What both kinds of children need to be started. */
export interface ServeContext {
  readonly configuration: Configuration;
  readonly entry: string;
  readonly dataDir: string;
  readonly folders: DataFolders;
  readonly users: PartUsers | undefined;
  /** The addresses that the gateway listens on. */
  readonly listen: readonly string[];
  readonly children: ChildrenList;
  /** The name of this data directory among all that share a database. */
  readonly machine: string;
}

/** What control starts with that is not known before. */
export interface ControlInputs {
  readonly database: () => DatabaseTarget;
  /** Who follows the organisation's own certificate, where it gave one. */
  readonly hostCertificate: HostCertificateFollower | undefined;
  readonly restarts: RestartCounts;
  /** Hears what control wishes of the supervisor. */
  readonly onWish: OnWish;
}

/** Control as a part that the supervisor looks after. */
export function controlPart(
  context: ServeContext,
  { database, hostCertificate, restarts, onWish }: ControlInputs,
): Part<Child> {
  const { configuration, dataDir, folders, users } = context;
  const { general, control } = configuration;
  return {
    name: 'control',
    async start() {
      // The pair that could be served last, not the files: one that is broken must not keep control from starting.
      const certificate = hostCertificate?.current();
      const work: ControlWork = {
        version: softwareVersion,
        configuration,
        database: database(),
        listen: control.listen ?? { kind: 'unix', path: join(folders.link, 'control.sock') },
        localSocket: join(folders.control, 'local.sock'),
        checkpoints: folders.checkpoints,
        rootKey: {
          dataDir,
          file: general['root-key-file'],
          credentialsDirectory: process.env['CREDENTIALS_DIRECTORY'],
        },
        hostCertificate: certificate,
        consoleFolder: join(dirname(context.entry), 'console'),
        forbiddenUpstreams: ownListeners(configuration, context.listen),
        uid: users?.control,
      };
      const child = await start(context, { name: 'control', work, onWish });
      child.tell(restarts.news());
      tellMissedNews(child, hostCertificate, certificate);
      return child;
    },
  };
}

/** What happened to the certificate while control started, or before and still holds. */
function tellMissedNews(
  child: Child,
  follower: HostCertificateFollower | undefined,
  given: HostCertificateFiles | undefined,
): void {
  const [now, why] = [follower?.current(), follower?.refusal()];
  if (now !== undefined && now !== given) child.tell({ kind: 'replaced', ...now });
  if (why !== undefined) child.tell({ kind: 'refused', why });
}

/** The gateway as a part that the supervisor looks after; `control` is whoever hands out join tokens now. */
export function gatewayPart(context: ServeContext, control: () => Child | undefined): Part<Child> {
  const { configuration, folders, users, listen } = context;
  const { general, metrics, records } = configuration;
  return {
    name: 'gateway',
    async start() {
      const work: GatewayWork = {
        version: softwareVersion,
        workers: configuration.gateway.workers,
        port: general.port,
        listen,
        logLevel: general['log-level'],
        folder: folders.gateway,
        control: [configuration.control.listen ?? { kind: 'unix', path: join(folders.link, 'control.sock') }],
        joinToken: undefined,
        metrics: metrics.gateway,
        records: { fileBytes: records['file-size'], files: records.files },
        uid: users?.gateway,
      };
      const onWish = giveJoinTokens(work.workers, (number) =>
        control()?.ask(`join-token ${context.machine}/${number}`),
      );
      return start(context, { name: 'gateway', work, onWish });
    },
  };
}

/** What children keep of our own environment. */
export function keptEnvironment(): Readonly<Record<string, string>> {
  const kept = keptVariables.flatMap((variable) => {
    const value = process.env[variable];
    return value === undefined ? [] : [[variable, value] as const];
  });
  return Object.fromEntries(kept);
}

interface Start {
  readonly name: string;
  readonly work: unknown;
  readonly onWish?: OnWish;
}

function start(context: ServeContext, { name, work, onWish }: Start): Promise<Child> {
  return startChild({
    name,
    spawn: () =>
      spawnOwnGroup({
        entry: context.entry,
        name,
        environment: {
          ...keptEnvironment(),
          ...(name === 'gateway' ? gatewayEnvironment : {}),
        },
        nodeFlags: name === 'gateway' ? gatewayNodeFlags : [],
      }),
    work,
    ...(onWish === undefined ? {} : { onWish }),
    // Written down as soon as it lives, for a next start after a `kill -9`. A disk that is full must not end us.
    onSpawn: (pid) => void context.children.add(pid).catch(() => undefined),
  });
}
