import { createServer as createFront, type Server, type Socket } from 'node:net';
import { createServer, type Server as SecureServer, type TLSSocket } from 'node:tls';
import { Fault } from '#contracts/errors.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { FairTurns } from '../engine/fair-turns.ts';
import { partyOf } from '../engine/party-of.ts';
import type { AddressLimits } from './address-limits.ts';
import type { GatewayMetrics } from './gateway-metrics.ts';
import { createServerContexts, tlsSettings } from './server-contexts.ts';

/** A client's connection after its handshake. */
export interface Admitted {
  readonly tls: TLSSocket;
  /** The socket under it: it is what a cut resets. */
  readonly raw: Socket;
  readonly address: string;
}

/** What a TLS server of the gateway needs. */
export interface TlsServerOptions {
  readonly handshakeMs: number;
  readonly maxConnections: number;
  /** The configuration in force, whose certificates are served. */
  readonly config: () => GatewayConfig | undefined;
  /** Places of connections that nobody is known on; an admitted one keeps its place until it is given back. */
  readonly unknown: AddressLimits;
  /** The turns that handshakes wait for, each of which costs one. */
  readonly handshakes: FairTurns;
  readonly metrics: GatewayMetrics;
  readonly report: (fault: unknown) => void;
  readonly admit: (admitted: Admitted) => void;
}

/** A TLS server, and a way to be rid of those who have not finished their handshake. */
export interface GatewayTlsServer {
  readonly server: Server;
  dropHandshakes(): void;
}

/** Makes the TLS server: certificates by name, places by address, the raw socket kept under each connection. */
export function createTlsServer(options: TlsServerOptions): GatewayTlsServer {
  const { unknown, metrics } = options;
  const contexts = createServerContexts((names, cause) =>
    options.report(new Fault('key-unavailable', `no certificate for ${names.join()}`, { cause })),
  );
  const raws = new Map<string, Socket>();
  const secure = createServer({
    ...tlsSettings,
    handshakeTimeout: options.handshakeMs,
    ALPNProtocols: ['http/1.1'],
    SNICallback: (name, done) => done(null, contexts.contextOf(name)),
  });
  const follow = followConfig(secure, contexts, options);
  const server = createFront({ noDelay: true });
  server.maxConnections = options.maxConnections;
  server.on('drop', () => metrics.turnedAway('connection-limit'));
  server.on('connection', (raw) => {
    follow();
    const address = plainAddress(raw.remoteAddress);
    if (address === undefined || !unknown.enter(address)) {
      metrics.turnedAway('address-limit');
      raw.destroy();
      return;
    }
    // What goes wrong below TLS is told by the TLS socket, or by the close.
    raw.on('error', () => {});
    const key = endsOf(raw);
    raws.set(key, raw);
    shakeHandsInTurn(raw, secure, options);
    raw.once('close', () => {
      // Still here: the handshake was never finished.
      if (raws.get(key) !== raw) return;
      raws.delete(key);
      unknown.leave(address);
    });
  });
  secure.on('secureConnection', (tls) => {
    const raw = raws.get(endsOf(tls));
    const address = plainAddress(raw?.remoteAddress);
    if (raw === undefined || address === undefined) {
      tls.destroy();
      return;
    }
    raws.delete(endsOf(tls));
    metrics.handshake('ok');
    options.admit({ tls, raw, address });
  });
  secure.on('tlsClientError', (_error, tls) => {
    metrics.handshake('failed');
    tls.destroy();
  });
  return {
    server,
    dropHandshakes() {
      for (const raw of raws.values()) raw.destroy();
    },
  };
}

/**
 * Begins the handshake once its first bytes are there and its turn has come: it costs more than anything else that a
 * stranger can ask for, and many could else have theirs begin at the same moment.
 */
function shakeHandsInTurn(raw: Socket, secure: SecureServer, options: TlsServerOptions): void {
  const overdue = (): void => {
    options.metrics.handshake('failed');
    raw.destroy();
  };
  raw.setTimeout(options.handshakeMs, overdue);
  raw.once('readable', () => {
    // From here on waiting is our doing.
    raw.setTimeout(0, overdue);
    const party = partyOf(plainAddress(raw.remoteAddress) ?? '');
    const run = (): void => {
      if (!raw.destroyed) secure.emit('connection', raw);
    };
    options.handshakes.take({ party, cost: 1, run });
  });
}

/** Takes over certificates when the configuration is another. */
function followConfig(
  server: SecureServer,
  contexts: ReturnType<typeof createServerContexts>,
  { config }: TlsServerOptions,
): () => void {
  let seen: GatewayConfig | undefined;
  return () => {
    const now = config();
    if (now === undefined || now === seen) return;
    seen = now;
    contexts.replace(now.certificates);
    const [first] = now.certificates;
    if (first === undefined) return;
    // For clients that name no host: they get through the handshake and then a 421.
    server.setSecureContext({ ...tlsSettings, cert: first.certificate, key: first.privateKey });
  };
}

/** An IPv4 address that came in over an IPv6 socket is an IPv4 address. */
function plainAddress(address: string | undefined): string | undefined {
  return address?.replace(/^::ffff:(?=[0-9.]+$)/i, '');
}

function endsOf(socket: Socket): string {
  return `${socket.remoteAddress}|${socket.remotePort}|${socket.localAddress}|${socket.localPort}`;
}
