import type { ClientRequestArgs } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { type ClientOptions, WebSocket } from 'ws';
import { Fault } from '#contracts/errors.ts';
import { linkLimits } from './limits.ts';
import { presentedBy, type VerifyPeer } from './peer.ts';

/** Where control listens. */
export type LinkAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** What this end proves about itself. Read at each dial, so that a renewed certificate is used. */
export interface LinkCredentials {
  /** PEM, leaf first. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  /** PEM of the authorities that may vouch for the other end. */
  readonly authorities: readonly string[];
}

export interface DialOptions {
  readonly address: LinkAddress;
  readonly credentials: LinkCredentials;
  /** Checks the name of the other end; the chain was verified by TLS as well. */
  readonly verifyPeer: VerifyPeer;
  /** The kind that the other end has to be. */
  readonly kind: string;
  /** Path of the stream on the other end. */
  readonly path: string;
  readonly signal: AbortSignal;
}

/**
 * Opens a WebSocket over mutually authenticated TLS 1.3. The other end is verified before a byte of HTTP is
 * sent to it. Throws a `control-unreachable` or `proof-invalid` fault.
 */
export async function dialLink(options: DialOptions): Promise<WebSocket> {
  const socket = await openTls(options);
  try {
    const presented = presentedBy(socket);
    const name = presented === undefined ? undefined : await options.verifyPeer(presented);
    if (name?.ok !== true || name.value.kind !== options.kind) {
      const why = name === undefined ? 'no certificate' : name.ok ? `it is a ${name.value.kind}` : name.error;
      throw new Fault('proof-invalid', `the other end of the control stream is not verified: ${why}`);
    }
    return await upgrade(socket, options);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function openTls({ address, credentials, signal }: DialOptions): Promise<TLSSocket> {
  const raw: Socket =
    address.kind === 'unix' ? connectTcp(address.path) : connectTcp(address.port, address.host);
  raw.setNoDelay(true);
  const socket = connectTls({
    socket: raw,
    cert: credentials.certificate,
    key: credentials.privateKey,
    ca: [...credentials.authorities],
    minVersion: 'TLSv1.3',
    // The name in the certificate is a SPIFFE URI, not a host; `verifyPeer` checks it right after.
    checkServerIdentity: () => undefined,
  });
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy();
      raw.destroy();
      reject(new Fault('control-unreachable', 'the control stream was not opened', { cause: error }));
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    raw.once('error', fail);
    socket.once('error', fail);
    socket.once('close', () => fail(new Error('closed in the handshake')));
    socket.once('secureConnect', () => {
      signal.removeEventListener('abort', abort);
      if (signal.aborted) return fail(signal.reason);
      resolve(socket);
    });
  });
}

function upgrade(socket: TLSSocket, { path, signal }: DialOptions): Promise<WebSocket> {
  const client: ClientOptions &
    Pick<ClientRequestArgs, 'createConnection'> & { readonly closeTimeout: number } = {
    createConnection: () => socket,
    perMessageDeflate: false,
    followRedirects: false,
    handshakeTimeout: linkLimits.dialMs,
    maxPayload: linkLimits.fromControlBytes,
    closeTimeout: 1_000,
  };
  const websocket = new WebSocket(`ws://control${path}`, client);
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      websocket.terminate();
      reject(new Fault('control-unreachable', 'the control stream was refused', { cause: error }));
    };
    const abort = (): void => fail(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    // Stays as a listener: an error without one would end the process.
    websocket.on('error', fail);
    websocket.once('open', () => {
      signal.removeEventListener('abort', abort);
      // Nothing may be read before its reader is there.
      websocket.pause();
      resolve(websocket);
    });
  });
}
