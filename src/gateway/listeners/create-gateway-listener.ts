import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Clock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { AccessRecord } from '#contracts/events.ts';
import type { AppConfig, GatewayConfig } from '#contracts/protocol/app-config.ts';
import { ClientConnection, type ClientHost, type ClientLimits } from '../engine/client-connection.ts';
import { createDeadlines } from '../engine/deadlines.ts';
import type { ExchangeHost } from '../engine/exchange-host.ts';
import { Exchange } from '../engine/exchange.ts';
import type { HeadRefusal } from '../engine/head/request-head.ts';
import {
  connectControl,
  connectUpstream,
  systemResolve,
  type ControlEndpoint,
  type Resolve,
} from '../engine/upstream/connect-upstream.ts';
import { UpstreamPool } from '../engine/upstream/upstream-pool.ts';
import type { UpstreamSocket } from '../engine/upstream/upstream-socket.ts';
import { readUpstreamTarget } from '../engine/upstream/upstream-target.ts';
import type { About } from '../engine/verdict.ts';
import { createGatewayEntry } from '../entry/gateway-entry.ts';
import type { Access } from '../grants/face.ts';
import { createPipeline } from '../pipeline/pipeline.ts';
import { createRefusals } from '../refusal/refusals.ts';
import { createAddressLimits } from './address-limits.ts';
import { countRecord, createGatewayStats, type GatewayStats } from './gateway-stats.ts';
import { createServerContexts, tlsSettings } from './server-contexts.ts';

/** Bounds of a listener. Times in milliseconds, sizes in bytes. */
export interface ListenerLimits extends ClientLimits {
  readonly handshakeMs: number;
  /** Connections of one address on which nobody has been recognised yet. */
  readonly unknownPerAddress: number;
  readonly connections: number;
  /** Connections to the upstream of one app. */
  readonly upstreamsPerApp: number;
  /** How long an idle connection to an upstream is kept. */
  readonly upstreamIdleMs: number;
  /** How exactly time limits are kept. */
  readonly tickMs: number;
}

/** Limits that suit a gateway in the open. */
export const defaultLimits: ListenerLimits = {
  handshakeMs: 10_000,
  headMs: 15_000,
  idleMs: 75_000,
  headBytes: 32 * 1024,
  aheadBytes: 16 * 1024,
  lingerMs: 2_000,
  unknownPerAddress: 256,
  connections: 20_000,
  upstreamsPerApp: 4_096,
  upstreamIdleMs: 4_000,
  tickMs: 500,
};

/** What a listener is given. */
export interface GatewayListenerOptions {
  readonly access: Access;
  readonly clock: Clock;
  /** Takes a record of every exchange; must not wait and not throw. */
  readonly record: (record: AccessRecord) => void;
  /** Takes faults that somebody who runs this should read about. */
  readonly report: (fault: unknown, about: { readonly app?: string; readonly host?: string }) => void;
  /** Where the control plane's pages are; undefined answers 502 for apps behind it. */
  readonly control: () => ControlEndpoint | undefined;
  readonly limits?: Partial<ListenerLimits>;
  readonly resolve?: Resolve;
}

/** A gateway's listener for browsers and programs. */
export interface GatewayListener {
  readonly stats: GatewayStats;
  /** The TLS server: `listen` it on as many addresses as wanted by making several listeners. */
  listen(place: { readonly host: string; readonly port: number }): Promise<{ readonly port: number }>;
  /** Takes no more connections, ends idle ones, and the others after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Makes the listener of a gateway: TLS, limits, engine, pipeline, refusals. */
export function createGatewayListener(options: GatewayListenerOptions): GatewayListener {
  const limits: ListenerLimits = { ...defaultLimits, ...options.limits };
  const { access, clock } = options;
  const stats = createGatewayStats();
  const deadlines = createDeadlines(clock, limits.tickMs);
  const report = (fault: unknown, about: About): void =>
    options.report(fault, about.app === undefined ? {} : { app: about.app.id, host: about.app.host });
  const refusals = createRefusals({
    // No HSTS while the certificate is our own authority's: whoever has not installed it could never come back.
    lines: () =>
      access.config()?.ownAuthority === false ? 'Strict-Transport-Security: max-age=31536000\r\n' : '',
  });
  const entry = createGatewayEntry({ access, refusals, clock });
  const makePool = (app: AppConfig): UpstreamPool =>
    new UpstreamPool({
      connect: () => connectFor(app, options),
      deadlines,
      idleMs: limits.upstreamIdleMs,
      max: limits.upstreamsPerApp,
    });
  const pipeline = createPipeline({ access, refusals, entry, makePool });
  const record = (made: AccessRecord): void => {
    stats.exchanges--;
    countRecord(stats, made);
    options.record(made);
  };
  const unknown = createAddressLimits(limits.unknownPerAddress);
  const strangers = new Set<ClientConnection>();
  const clients = new Set<ClientConnection>();
  const noLongerStrange = (client: ClientConnection): void => {
    if (strangers.delete(client)) unknown.leave(client.address);
  };
  const exchangeHost: ExchangeHost = {
    clock,
    decide: (asked) => pipeline.decide(asked),
    explainFault: (code, asked) => refusals.refuse(asked.head, refusals.forFault(code)),
    explainCut: (cut, asked) =>
      refusals.refuse(asked.head, { ...refusals.forReason(cut.reason, 403), advice: cut.advice }),
    record,
    noteActivity: (tokenHash) => access.noteActivity(tokenHash),
    report,
    known: noLongerStrange,
  };
  const clientHost: ClientHost = {
    limits,
    deadlines,
    begin(head, client) {
      stats.exchanges++;
      const exchange = new Exchange(head, client, exchangeHost);
      exchange.begin();
      return exchange;
    },
    refused(refusal, client) {
      stats.headsRefused++;
      options.record(refusedRecord(refusal, client, clock));
    },
    gone(client) {
      stats.connections--;
      noLongerStrange(client);
      clients.delete(client);
    },
  };
  const admit = (tls: TLSSocket, raw: Socket, address: string): void => {
    stats.connections++;
    const client = new ClientConnection({ tls, raw }, address, clientHost);
    strangers.add(client);
    clients.add(client);
  };
  const server = createTlsServer({ limits, options, stats, unknown, admit });
  return {
    stats,
    listen: (place) => listen(server, place),
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const client of clients) client.finishWhenIdle();
      const timer = setTimeout(() => {
        for (const client of clients) client.reset();
      }, graceMs);
      await closed;
      clearTimeout(timer);
      pipeline.close();
      deadlines.stop();
    },
  };
}

interface TlsServerParts {
  readonly limits: ListenerLimits;
  readonly options: GatewayListenerOptions;
  readonly stats: GatewayStats;
  readonly unknown: ReturnType<typeof createAddressLimits>;
  readonly admit: (tls: TLSSocket, raw: Socket, address: string) => void;
}

function createTlsServer(parts: TlsServerParts): Server {
  const { limits, options, stats, unknown, admit } = parts;
  const contexts = createServerContexts((names, cause) =>
    options.report(new Fault('key-unavailable', 'a certificate cannot be used', { cause }), {
      host: names.join(),
    }),
  );
  // The raw socket under each TLS socket, by the connection's two ends: it is what a cut resets.
  const raws = new Map<string, Socket>();
  let seen: GatewayConfig | undefined;
  const server = createServer({
    ...tlsSettings,
    handshakeTimeout: limits.handshakeMs,
    ALPNProtocols: ['http/1.1'],
    noDelay: true,
    SNICallback: (name, done) => done(null, contexts.contextOf(name)),
  });
  server.maxConnections = limits.connections;
  server.on('drop', () => stats.turnedAway++);
  server.on('connection', (raw) => {
    const config = options.access.config();
    if (config !== undefined && config !== seen) {
      seen = config;
      contexts.replace(config.certificates);
      const [first] = config.certificates;
      // For clients that name no host; they get a handshake and then 421.
      if (first !== undefined)
        server.setSecureContext({ ...tlsSettings, cert: first.certificate, key: first.privateKey });
    }
    const address = plainAddress(raw.remoteAddress);
    if (address === undefined || !unknown.enter(address)) {
      stats.turnedAway++;
      raw.destroy();
      return;
    }
    const key = endsOf(raw);
    raws.set(key, raw);
    raw.once('close', () => {
      // Still here: the handshake was never finished.
      if (raws.delete(key)) unknown.leave(address);
    });
  });
  server.on('secureConnection', (tls) => {
    const key = endsOf(tls);
    const raw = raws.get(key);
    const address = plainAddress(raw?.remoteAddress);
    if (raw === undefined || address === undefined) {
      tls.destroy();
      return;
    }
    raws.delete(key);
    admit(tls, raw, address);
  });
  server.on('tlsClientError', (_error, tls) => {
    stats.handshakesFailed++;
    tls.destroy();
  });
  return server;
}

function connectFor(app: AppConfig, options: GatewayListenerOptions): Promise<UpstreamSocket> {
  const target = readUpstreamTarget(app.upstream);
  const timeoutMs = app.timeouts.connectMs;
  if (target === undefined) throw new Fault('upstream-refused', 'the upstream is no http(s) URL');
  if (target.kind === 'network') {
    const forbidden = options.access.config()?.forbiddenUpstreams ?? [];
    return connectUpstream({ target, timeoutMs, resolve: options.resolve ?? systemResolve, forbidden });
  }
  const endpoint = options.control();
  if (endpoint === undefined) throw new Fault('control-unreachable', 'no control plane is configured');
  return connectControl(endpoint, timeoutMs);
}

function refusedRecord(refusal: HeadRefusal, client: ClientConnection, clock: Clock): AccessRecord {
  return {
    at: clock.wall(),
    host: client.serverName ?? '',
    address: client.address,
    method: '',
    path: '',
    status: refusal.status,
    reason: refusal.reason,
    protocol: 'http',
    bytesIn: 0,
    bytesOut: 0,
    durationMs: 0,
  };
}

/** An IPv4 address that came in over an IPv6 socket is an IPv4 address. */
function plainAddress(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:(?=[0-9.]+$)/i, '');
}

function endsOf(socket: Socket): string {
  return `${socket.remoteAddress}|${socket.remotePort}|${socket.localAddress}|${socket.localPort}`;
}

function listen(server: Server, place: { host: string; port: number }): Promise<{ readonly port: number }> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new Fault('port-taken', `port ${place.port} is taken`, { cause: error }) : error);
    });
    server.listen({ ...place, backlog: 1024 }, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : place.port });
    });
  });
}
