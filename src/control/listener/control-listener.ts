import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Server, createServer } from 'node:https';
import { TLSSocket } from 'node:tls';
import { getRequestListener } from '@hono/node-server';
import { type GatewayId, isId } from '#base/ids.ts';
import { addressHeader } from '#contracts/hosts.ts';
import { joinPath } from '#contracts/protocol/join.ts';
import { type LinkAcceptor, type VerifyPeer, presentedBy } from '#link/index.ts';
import { type Log, reportFault } from '#observe/index.ts';
import { type JoinDesk, answerJoin } from '../join/index.ts';
import { boundStrangers } from './bound-strangers.ts';

/** Answers the requests of one of our own hosts, which a gateway passed on. */
export type Site = (request: Request) => Response | Promise<Response>;

export interface ControlListenerOptions {
  /** Control's certificate (PEM, leaf first, the authority behind it) and key. */
  readonly credentials: { readonly certificate: string; readonly privateKey: string };
  /** PEM of the authorities that vouch for gateways, as a hint to those who dial; `verifyPeer` decides. */
  readonly authorities: readonly string[];
  readonly verifyPeer: VerifyPeer;
  /**
   * Whether a gateway still counts; asked for each request, since connections stay open long after a gateway was
   * switched off, and whoever took it could go on speaking for people through one.
   */
  readonly isEnabled: (gateway: GatewayId) => Promise<boolean>;
  readonly link: LinkAcceptor;
  readonly desk: JoinDesk;
  /** Our hosts by name, lower case, without a port. */
  readonly sites: ReadonlyMap<string, Site>;
  /** Connections that one address may have without showing who it is; default 256. */
  readonly strangersPerAddress?: number;
  readonly log: Log;
}

/** Where the control stream is. */
export const linkPath = '/link';

/**
 * Makes control's one listener for other machines: the control stream, joining, and our own pages and API as
 * gateways pass them on. Everything but joining asks for a gateway's certificate, so that nobody else can put
 * words into a gateway's mouth: an address, or an assertion that it has overheard.
 */
export function createControlListener(options: ControlListenerOptions): Server {
  const { link, log } = options;
  const gateways = new WeakMap<TLSSocket, Promise<GatewayId | undefined>>();
  const gatewayOf = (socket: unknown): Promise<GatewayId | undefined> => {
    if (!(socket instanceof TLSSocket)) return Promise.resolve(undefined);
    const known = gateways.get(socket) ?? verified(socket, options);
    gateways.set(socket, known);
    return known;
  };
  const site = getRequestListener((request) => answer(options.sites, request), {
    overrideGlobalObjects: false,
    errorHandler: (thrown) => {
      const shown = reportFault(log, thrown);
      return new Response(`${shown.shown} (${shown.errorId})\n`, { status: shown.status });
    },
  });

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gateway = await gatewayOf(request.socket);
    if (request.url === joinPath && !isPassedOn(request, options.sites)) {
      return answerJoin(options.desk, { request, response, peer: gateway });
    }
    const counts = gateway !== undefined && (await options.isEnabled(gateway));
    if (!counts) response.writeHead(403, { connection: 'close', 'content-length': 0 }).end();
    else await site(request, response);
  };

  const server = createServer({
    cert: options.credentials.certificate,
    key: options.credentials.privateKey,
    ca: [...options.authorities],
    requestCert: true,
    rejectUnauthorized: false, // who joins has none yet; whoever needs one is checked above
    minVersion: 'TLSv1.3',
    handshakeTimeout: 10_000,
    maxHeaderSize: 65_536, // what the gateway lets pass, and its own headers
    keepAliveTimeout: 120_000,
    // A gateway passes bodies on as they come: who sends slowly shall not hold a connection that others wait for.
    requestTimeout: 30_000,
  });
  boundStrangers(server, {
    perAddress: options.strangersPerAddress ?? 256,
    isKnown: async (socket) => (await gatewayOf(socket)) !== undefined,
  });
  server.on('request', (request, response) => {
    take(request, response).catch((thrown: unknown) => {
      reportFault(log, thrown);
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (request.url === linkPath && !isPassedOn(request, options.sites))
      return link.upgrade(request, socket, head);
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  server.on('tlsClientError', (_, socket) => socket.destroy());
  server.on('clientError', (_, socket) => socket.destroy());
  return server;
}

/**
 * Tells whether a gateway passes this on for somebody else. Who asks then is not the gateway, although its certificate
 * stands on the connection: a stranger would else get a certificate in its name, or its control stream. Two marks,
 * each enough: the address that a gateway puts on all that it passes on, and the host, which it has checked to be one
 * of ours. What a gateway says for itself has neither.
 */
function isPassedOn(request: IncomingMessage, sites: ControlListenerOptions['sites']): boolean {
  return addressHeader.toLowerCase() in request.headers || sites.has(siteName(request.headers.host));
}

function siteName(host: string | null | undefined): string {
  return (host ?? '').toLowerCase().replace(/:\d*$/, '');
}

async function verified(
  socket: TLSSocket,
  { verifyPeer }: ControlListenerOptions,
): Promise<GatewayId | undefined> {
  const presented = presentedBy(socket);
  const name = presented === undefined ? undefined : await verifyPeer(presented);
  if (name?.ok !== true || name.value.kind !== 'gateway') return undefined;
  const { id } = name.value;
  return isId('gateway', id) ? id : undefined;
}

function answer(sites: ReadonlyMap<string, Site>, request: Request): Response | Promise<Response> {
  const site = sites.get(siteName(request.headers.get('host')));
  return site === undefined ? new Response('There is nothing here.\n', { status: 404 }) : site(request);
}
