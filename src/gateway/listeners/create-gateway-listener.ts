import type { Server } from 'node:net';
import type { Clock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import type { AccessRecord } from '#contracts/events.ts';
import type { AppConfig } from '#contracts/protocol/app-config.ts';
import type { Metrics } from '#observe/index.ts';
import { createBodyRoom } from '../engine/body/body-room.ts';
import { ClientConnection, type ClientHost } from '../engine/client-connection.ts';
import { createDeadlines } from '../engine/deadlines.ts';
import { createFairTurns, type FairTurns } from '../engine/fair-turns.ts';
import type { ExchangeHost } from '../engine/exchange-host.ts';
import { Exchange } from '../engine/exchange.ts';
import { connectApp, type ControlEndpoint, type Resolve } from '../engine/upstream/connect-app.ts';
import { UpstreamPool } from '../engine/upstream/upstream-pool.ts';
import type { About } from '../engine/verdict.ts';
import { createGatewayEntry } from '../entry/gateway-entry.ts';
import type { Access } from '../grants/face.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import { isForStrangers, type MakePool } from '../pipeline/served-app.ts';
import { createRefusals, type Refusals } from '../refusal/refusals.ts';
import { createAddressLimits } from './address-limits.ts';
import { createGatewayMetrics, type GatewayMetrics } from './gateway-metrics.ts';
import { defaultLimits, type ListenerLimits } from './listener-limits.ts';
import { refusedHeadRecord } from './refused-head-record.ts';
import { createTlsServer, type Admitted, type GatewayTlsServer } from './tls-server.ts';

/** What a listener is given. */
export interface GatewayListenerOptions {
  readonly access: Access;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Takes a record of every exchange; must not wait and not throw. */
  readonly record: (record: AccessRecord) => void;
  /** Takes faults that somebody who runs this should read about. */
  readonly report: (fault: unknown, about: { readonly app?: string; readonly host?: string }) => void;
  /** Where the control plane's pages are; undefined answers 503 for apps behind it. */
  readonly control: () => ControlEndpoint | undefined;
  readonly limits?: Partial<ListenerLimits>;
  /** Finds upstreams' addresses; the system's resolver when absent. */
  readonly resolve?: Resolve;
}

/** A gateway's listener for browsers and programs. */
export interface GatewayListener {
  /** Listens on one more address; rejects with `port-taken`. */
  listen(place: { readonly host: string; readonly port: number }): Promise<{ readonly port: number }>;
  /** Takes no more connections, ends idle ones at once and the others after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Makes the listener of a gateway: TLS, limits, engine, pipeline, refusals. */
export function createGatewayListener(options: GatewayListenerOptions): GatewayListener {
  const limits: ListenerLimits = { ...defaultLimits, ...options.limits };
  const { access, clock } = options;
  const metrics = createGatewayMetrics(options.metrics);
  const deadlines = createDeadlines(clock, limits.tickMs);
  const refusals = createRefusals({
    // No HSTS while the certificate is our own authority's: whoever has not installed it could never come back.
    lines: () =>
      access.config()?.ownAuthority === false ? 'Strict-Transport-Security: max-age=31536000\r\n' : '',
  });
  const entry = createGatewayEntry({ access, refusals, clock });
  const makePool: MakePool = (app, kind) =>
    new UpstreamPool({
      connect: () => connectApp(app, options),
      opened: () => metrics.upstreamOpened(),
      closed: () => metrics.upstreamClosed(),
      deadlines,
      idleMs: limits.upstreamIdleMs,
      ...boundsOf(app, kind, limits),
    });
  const pipeline = createPipeline({ access, refusals, entry, makePool });
  const strangers = createFairTurns({ perTurn: limits.strangersPerTurn });
  // Apart from them: who comes anew does not wait behind all that those ask for who are here.
  const handshakes = createFairTurns({ perTurn: limits.handshakesPerTurn });
  const clients = createClients({ strangers, options, limits, metrics, deadlines, pipeline, refusals });
  const servers: GatewayTlsServer[] = [];
  return {
    async listen(place) {
      const server = createTlsServer({
        handshakeMs: limits.handshakeMs,
        maxConnections: limits.connections,
        config: () => access.config(),
        unknown: clients.unknown,
        handshakes,
        metrics,
        report: (fault) => options.report(fault, {}),
        admit: (admitted) => clients.admit(admitted),
      });
      servers.push(server);
      return startListening(server.server, place);
    },
    async close(graceMs) {
      const closed = servers.map(
        ({ server }) => new Promise<void>((resolve) => void server.close(() => resolve())),
      );
      clients.close();
      for (const server of servers) server.dropHandshakes();
      const timer = clock.after(graceMs, () => {
        for (const client of clients.all) client.stop();
      });
      await Promise.all(closed);
      timer.cancel();
      pipeline.close();
      deadlines.stop();
    },
  };
}

function boundsOf(app: AppConfig, kind: 'all' | 'streams', limits: ListenerLimits) {
  if (!isForStrangers(app)) return { max: limits.upstreamsPerApp, maxPerPerson: limits.upstreamsPerPerson };
  return kind === 'streams'
    ? { max: limits.streamsAtControl, maxPerAddress: limits.streamsPerAddress }
    : { max: limits.strangersAtControl, maxPerAddress: limits.strangersPerAddress };
}

interface ClientParts {
  readonly strangers: FairTurns;
  readonly options: GatewayListenerOptions;
  readonly limits: ListenerLimits;
  readonly metrics: GatewayMetrics;
  readonly deadlines: ReturnType<typeof createDeadlines>;
  readonly pipeline: Pipeline;
  readonly refusals: Refusals;
}

function createClients(parts: ClientParts) {
  const { options, limits, metrics, deadlines } = parts;
  const unknown = createAddressLimits(limits.unknownPerAddress);
  const strangers = new Set<ClientConnection>();
  const all = new Set<ClientConnection>();
  let closing = false;
  const noLongerStrange = (client: ClientConnection): void => {
    if (strangers.delete(client)) unknown.leave(client.address);
  };
  const exchangeHost = createExchangeHost(parts);
  const host: ClientHost = {
    limits,
    deadlines,
    strangers: parts.strangers,
    bodyRoom: createBodyRoom({ total: limits.bodiesOfStrangers, perParty: limits.bodiesPerAddress }),
    knows: (head, { address, serverName, memory }) =>
      parts.pipeline.bringsToken({ head, address, serverName, memory }),
    wantsWholeBodies({ serverName = '' }) {
      const app = options.access.appOf(serverName);
      return app !== undefined && isForStrangers(app);
    },
    begin(head, client) {
      const exchange = new Exchange(head, client, exchangeHost);
      exchange.begin();
      return exchange;
    },
    refused(refusal, client) {
      metrics.malformed('client');
      options.record(refusedHeadRecord(refusal, client, options.clock));
    },
    unheard(client) {
      options.record(refusedHeadRecord({ status: 0, reason: 'client-left' }, client, options.clock));
    },
    known: noLongerStrange,
    gone(client) {
      metrics.connectionClosed();
      noLongerStrange(client);
      all.delete(client);
    },
  };
  return {
    unknown,
    all,
    /** Ends everybody when they are idle, and whoever is still let in by a handshake that was under way. */
    close() {
      closing = true;
      for (const client of all) client.finishWhenIdle();
    },
    admit({ tls, raw, address }: Admitted) {
      metrics.connectionOpened();
      const client = new ClientConnection({ tls, raw }, address, host);
      strangers.add(client);
      all.add(client);
      if (closing) client.finishWhenIdle();
    },
  };
}

function createExchangeHost(parts: ClientParts): ExchangeHost {
  const { options, refusals, metrics, pipeline, deadlines, strangers } = parts;
  const report = (fault: unknown, about: About): void => {
    if (fault instanceof Fault && fault.code === 'upstream-broken') metrics.malformed('upstream');
    options.report(fault, about.app === undefined ? {} : { app: about.app.id, host: about.app.host });
  };
  return {
    clock: options.clock,
    deadlines,
    decide: (asked) => pipeline.decide(asked),
    explainFault(code, asked) {
      if (code === 'too-many') strangers.ease();
      return refusals.refuse(asked.head, refusals.forFault(code));
    },
    explainCut: (cut, asked) =>
      refusals.refuse(asked.head, { ...refusals.forReason(cut.reason, 403), advice: cut.advice }),
    record(record) {
      metrics.finished(record);
      options.record(record);
    },
    noteActivity: (tokenHash) => options.access.noteActivity(tokenHash),
    report,
  };
}

function startListening(
  server: Server,
  place: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number }> {
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
