import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openEmbeddedPostgres } from '#postgres/index.ts';
import type { DatabaseAddress } from '#postgres/index.ts';
import { readConfiguration } from '../../../src/main/configuration/from-process.ts';
import type { Endpoint } from '../../../src/main/configuration/values.ts';
import type { ControlWork, GatewayWorkerWork } from '../../../src/main/parts/work.ts';
import { type Child, spawnOwnGroup, startChild } from '../../../src/main/supervisor/child-process.ts';

/** How many processes of each kind. */
export interface Topology {
  readonly name: string;
  readonly controls: number;
  readonly gateways: number;
}

/** One process by its part. */
export interface PartProcess {
  readonly name: 'control' | 'gateway' | 'PostgreSQL';
  readonly pid: number;
}

/** A Sallyport of real processes: PostgreSQL, control and gateways, on this machine. */
export interface Installation {
  readonly dataDir: string;
  readonly database: DatabaseAddress;
  /** The same server as its superuser. */
  readonly superuser: DatabaseAddress;
  readonly domain: string;
  readonly publicPort: number;
  /** Where each gateway listens. */
  readonly ports: readonly number[];
  /** The local socket of each control process. */
  readonly localSockets: readonly string[];
  /** Its processes; of PostgreSQL the first one. */
  readonly processes: readonly PartProcess[];
  /** Ends the first control process, and starts another in its place on this database. */
  replaceControl(database: DatabaseAddress): Promise<void>;
  stop(): Promise<void>;
}

const domain = 'sallyport.localhost';
const entry = new URL('../../../dist/sallyport.js', import.meta.url).pathname;

/** Starts everything, control before gateways; `stop` ends it in the opposite order and removes its data. */
export async function startInstallation(topology: Topology): Promise<Installation> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-run-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
  };
  try {
    const server = await openEmbeddedPostgres({ dataDir, log: { info: () => {}, warn: () => {} } });
    closing.push(() => server.stop());
    const processes: PartProcess[] = [{ name: 'PostgreSQL', pid: server.pid }];
    const { address: database, superuser } = server;
    const ports = await Promise.all(Array.from({ length: topology.gateways }, freePort));
    const publicPort = ports[0] ?? 0;
    const controls: ControlProcess[] = [];
    for (let number = 1; number <= topology.controls; number += 1) {
      const listen: Endpoint = { kind: 'tcp', host: '127.0.0.1', port: await freePort() };
      const localSocket = join(dataDir, `l${number}`, 'local.sock');
      await mkdir(join(dataDir, `l${number}`), { mode: 0o700 });
      const work = controlWork({ dataDir, database, listen, localSocket, publicPort });
      const child = await start('control', work);
      const control: ControlProcess = { child, listen, localSocket, work };
      closing.push(() => control.child.stop('in-order'));
      controls.push(control);
      processes.push({ name: 'control', pid: child.pid });
    }
    for (const [index, port] of ports.entries()) {
      const joinToken = await controls[0]?.child.ask(`join-token ${index + 1}`);
      const work: GatewayWorkerWork = {
        version: 'bench',
        number: index + 1,
        port,
        listen: ['127.0.0.1'],
        logLevel: 'warn',
        folder: join(dataDir, 'gateway'),
        control: controls.map(({ listen }) => listen),
        joinToken,
        metrics: undefined,
        records: { fileBytes: 64 * 1024 * 1024, files: 3 },
        uid: undefined,
      };
      const child = await start('gateway-worker', work);
      closing.push(() => child.stop('in-order'));
      processes.push({ name: 'gateway', pid: child.pid });
    }
    const localSockets = controls.map(({ localSocket }) => localSocket);
    const replaceControl = async (instead: DatabaseAddress): Promise<void> => {
      const [control] = controls;
      if (control === undefined) throw new Error('no control');
      await control.child.stop('in-order');
      control.child = await start('control', {
        ...control.work,
        database: { kind: 'embedded', ...instead },
      });
    };
    const names = { dataDir, domain, publicPort, ports, localSockets };
    return { ...names, database, superuser, processes, replaceControl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface ControlProcess {
  child: Child;
  readonly listen: Endpoint;
  readonly localSocket: string;
  readonly work: ControlWork;
}

function start(name: string, work: unknown): Promise<Child> {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '' };
  return startChild({ name, work, spawn: () => spawnOwnGroup({ entry, name, environment }) });
}

function controlWork(options: {
  readonly dataDir: string;
  readonly database: DatabaseAddress;
  readonly listen: Endpoint;
  readonly localSocket: string;
  readonly publicPort: number;
}): ControlWork {
  const { dataDir, database, listen, localSocket, publicPort } = options;
  const flags = [`--domain=${domain}`, `--port=${publicPort}`, `--data-dir=${dataDir}`, '--log-level=warn'];
  const configuration = readConfiguration('serve', flags);
  if (configuration === 'help') throw new Error('no configuration');
  return {
    version: 'bench',
    configuration: {
      ...configuration,
      metrics: { ...configuration.metrics, control: undefined, gateway: undefined },
    },
    database: { kind: 'embedded', ...database },
    listen,
    localSocket,
    checkpoints: dirname(localSocket),
    rootKey: { dataDir, file: undefined, credentialsDirectory: undefined },
    hostCertificate: undefined,
    consoleFolder: join(dataDir, 'no-console'),
    forbiddenUpstreams: [],
    uid: undefined,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
