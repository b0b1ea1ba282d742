import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Fault } from '#contracts/errors.ts';
import { isForbiddenAddress, isOwnListener } from './forbidden-address.ts';
import { UpstreamSocket } from './upstream-socket.ts';
import type { NetworkTarget, TlsTarget } from './upstream-target.ts';

/** Finds the addresses of a host name; tests hand in their own. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** Where our own control plane listens, and how we prove to it who we are. */
export interface ControlEndpoint {
  readonly address: { readonly path: string } | { readonly host: string; readonly port: number };
  readonly tls: Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername' | 'checkServerIdentity'>;
}

export interface ConnectOptions {
  readonly target: NetworkTarget;
  readonly timeoutMs: number;
  readonly resolve: Resolve;
  /** `address:port` at which Sallyport itself listens. */
  readonly forbidden: readonly string[];
}

/**
 * Asks the system's resolver, once at a time for each name: it answers on four threads that all of this process shares,
 * and one name whose servers are away would else keep every other app, and the access records, waiting.
 */
export const systemResolve: Resolve = askOnceAtATime(async (host) => {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
});

/** Lets whoever asks for a name that is being asked for wait for that answer. */
export function askOnceAtATime(resolve: Resolve): Resolve {
  const asked = new Map<string, Promise<readonly string[]>>();
  return (host) => {
    const answer = asked.get(host) ?? resolve(host).finally(() => asked.delete(host));
    asked.set(host, answer);
    return answer;
  };
}

/**
 * Connects to an app's upstream: resolves, throws out what may never be an upstream, tries what is left in
 * turn. Judged here, after resolution and at each connect, because a name can point elsewhere the next time.
 */
export async function connectUpstream(options: ConnectOptions): Promise<UpstreamSocket> {
  const { target } = options;
  const addresses = isIP(target.host) === 0 ? await resolved(options) : [target.host];
  const allowed = addresses.filter(
    (address) => !isForbiddenAddress(address) && !isOwnListener(address, target.port, options.forbidden),
  );
  if (allowed.length === 0) {
    throw new Fault('upstream-refused', 'the upstream is at an address that no app may have', {
      details: { host: target.host, addresses, port: target.port },
    });
  }
  let last: unknown;
  for (const address of allowed.slice(0, 4)) {
    try {
      return await connectTo(address, options);
    } catch (error) {
      last = error;
    }
  }
  throw last instanceof Fault ? last : unreachable(target, last);
}

/** Connects to the control plane with the gateway's certificate. */
export async function connectControl(endpoint: ControlEndpoint, timeoutMs: number): Promise<UpstreamSocket> {
  const raw = connectPlain({ ...endpoint.address, noDelay: true });
  const options = { minVersion: 'TLSv1.3', ...endpoint.tls } as const;
  return secured(raw, { options, timeoutMs, what: { host: 'control' } });
}

async function resolved({ target, resolve, timeoutMs }: ConnectOptions): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Fault('upstream-slow', 'finding the address took too long')),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([resolve(target.host), tooLate]);
  } catch (error) {
    throw error instanceof Fault ? error : unreachable(target, error);
  } finally {
    clearTimeout(timer);
  }
}

function unreachable(target: { readonly host: string }, cause: unknown): Fault {
  return new Fault('upstream-unreachable', 'the upstream could not be connected to', {
    cause,
    details: { host: target.host, error: cause instanceof Error ? cause.message : undefined },
  });
}

async function connectTo(address: string, { target, timeoutMs }: ConnectOptions): Promise<UpstreamSocket> {
  const place = { host: address, port: target.port, noDelay: true };
  if (target.tls !== undefined) {
    const options = tlsOptions(target.tls);
    return secured(connectPlain(place), { options, timeoutMs, what: target, pin: target.tls.pin });
  }
  const made = UpstreamSocket.plain((onread) => connectPlain({ ...place, onread }));
  await settled(made.socket, 'connect', timeoutMs);
  return made;
}

interface Securing {
  readonly options: ConnectionOptions;
  readonly timeoutMs: number;
  readonly what: { readonly host: string };
  readonly pin?: string | undefined;
}

async function secured(raw: Socket, securing: Securing): Promise<UpstreamSocket> {
  const secure: TLSSocket = connectSecure({ ...securing.options, socket: raw });
  raw.on('error', (error) => secure.destroy(error));
  try {
    await settled(secure, 'secureConnect', securing.timeoutMs);
    if (securing.pin !== undefined) checkPin(securing.pin, secure);
  } catch (error) {
    secure.destroy();
    raw.destroy();
    throw error instanceof Fault ? error : unreachable(securing.what, error);
  }
  return UpstreamSocket.secure(raw, secure);
}

/** How Node judges the upstream; with a pinned key it does not, and `checkPin` does afterwards. */
function tlsOptions({ serverName, ca, pin }: TlsTarget): ConnectionOptions {
  const base: ConnectionOptions = {
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    // A name in the handshake may not be an address (RFC 6066, 3); `host` is what the certificate must name.
    servername: isIP(serverName) === 0 ? serverName : '',
    host: serverName,
  };
  if (pin !== undefined) return { ...base, rejectUnauthorized: false };
  return ca === undefined ? base : { ...base, ca };
}

/**
 * Compares the key that signed the handshake with the pinned one (SHA-256 of the SPKI, base64). A pin is a
 * promise about one server: with it no authority is asked, and no name either.
 */
function checkPin(pin: string, secure: TLSSocket): void {
  const certificate = secure.getPeerX509Certificate();
  const spki = certificate?.publicKey.export({ type: 'spki', format: 'der' });
  const digest = spki === undefined ? undefined : createHash('sha256').update(spki).digest('base64');
  if (digest !== pin) throw new Fault('upstream-refused', 'the upstream has another key than the one pinned');
}

/** Waits for an event that says "connected", for an error, or for the time to be over. */
function settled(socket: Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error): void => {
      clearTimeout(timer);
      socket.off('error', done);
      socket.off('close', closed);
      if (error === undefined) resolve();
      else {
        // Errors after this one have nobody left to hear them.
        socket.on('error', () => {});
        socket.destroy();
        reject(error);
      }
    };
    const closed = (): void => done(new Error('closed before it was connected'));
    const timer = setTimeout(() => done(new Fault('upstream-slow', 'connecting took too long')), timeoutMs);
    socket.once(event, () => done());
    socket.on('error', done);
    socket.on('close', closed);
  });
}
