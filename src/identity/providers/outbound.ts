import { lookup } from 'node:dns/promises';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { isInsideAddress, isLoopback } from './inside-address.ts';
import { ProviderError } from './provider-error.ts';

/** One request to a provider. */
export interface OutboundRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** To whom requests go, and what may be believed there. */
export interface OutboundTo {
  readonly reach: 'public' | 'private';
  /** An authority to believe beside the usual ones, PEM. */
  readonly ca?: string | undefined;
}

/** Asks providers. */
export type Outbound = (request: OutboundRequest, to: OutboundTo) => Promise<Response>;

export interface OutboundOptions {
  /** Whether an address and port may be reached at all: never metadata, link-local or Sallyport itself. */
  readonly mayReach: (address: string, port: number) => boolean;
  /** Whether plain HTTP is spoken to this machine's own loopback; for trying things out, never else. */
  readonly plainLoopback?: 'allowed' | 'refused';
  /** How long one answer may take in all, milliseconds; default 10 s. */
  readonly timeoutMs?: number;
  /** Finds the addresses of a name; the system's own way unless a test says otherwise. */
  readonly resolve?: (
    host: string,
  ) => Promise<readonly { readonly address: string; readonly family: number }[]>;
  /** The longest body, bytes; default 1 MiB. */
  readonly longest?: number;
}

interface Place {
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
}

/**
 * Makes the one way by which identity asks servers of others. An administrator, and the provider's own description,
 * choose the address: the name is resolved once, every address is judged, the connection goes to what was judged
 * (so that a name that changes its mind leads nowhere else), redirects are not followed, and time and bytes end.
 * @throws ProviderError
 */
export function createOutbound(options: OutboundOptions): Outbound {
  return async (request, to) => {
    const place = placeOf(request.url);
    const signal = AbortSignal.timeout(options.timeoutMs ?? 10_000);
    // A name server that says nothing counts towards the time as well.
    const address = await Promise.race([judged(place, to, options), tooSlow(signal, place.host)]);
    if (!place.secure && !(options.plainLoopback === 'allowed' && isLoopback(address.address)))
      throw new ProviderError('insecure-address', `${place.url.origin} is not https`);
    try {
      const answer = await send({ request, place, to, address, signal });
      const body = await readBody(answer, options.longest ?? 1024 * 1024);
      return responseOf(answer, body);
    } catch (thrown) {
      if (thrown instanceof ProviderError) throw thrown;
      if (signal.aborted)
        throw new ProviderError('too-slow', `${place.host} took too long`, { cause: thrown });
      throw ProviderError.ofConnection(thrown, place.host);
    }
  };
}

/** Fails when the time is over. */
function tooSlow(signal: AbortSignal, host: string): Promise<never> {
  return new Promise((_, reject) => {
    const over = () => reject(new ProviderError('too-slow', `${host} took too long`));
    signal.addEventListener('abort', over, { once: true });
  });
}

function placeOf(text: string): Place {
  const url = new URL(text);
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:')
    throw new ProviderError('insecure-address', `${url.protocol} is not https`);
  if (url.username !== '' || url.password !== '')
    throw new ProviderError('insecure-address', 'the address holds a name or password');
  const port = Number(url.port || (secure ? 443 : 80));
  return { url, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, secure };
}

async function judged({ host, port }: Place, to: OutboundTo, options: OutboundOptions) {
  const addresses = await (options.resolve ?? resolve)(host);
  const [first] = addresses;
  const fits = ({ address }: { readonly address: string }): boolean =>
    options.mayReach(address, port) && (to.reach === 'private' || !isInsideAddress(address));
  if (first === undefined || !addresses.every(fits))
    throw new ProviderError('address-forbidden', `${host} leads to an address that may not be asked`);
  return first;
}

async function resolve(host: string) {
  // RFC 6761 6.3: names below `.localhost` are this machine, which Node leaves to the resolver.
  if (host === 'localhost' || host.endsWith('.localhost')) return [{ address: '127.0.0.1', family: 4 }];
  try {
    return await lookup(host, { all: true });
  } catch (thrown) {
    throw ProviderError.ofConnection(thrown, host);
  }
}

function send(ask: {
  readonly request: OutboundRequest;
  readonly place: Place;
  readonly to: OutboundTo;
  readonly address: { readonly address: string; readonly family: number };
  readonly signal: AbortSignal;
}): Promise<IncomingMessage> {
  const { request, place, to, address, signal } = ask;
  const pinned: LookupFunction = (_, { all }, done) => {
    if (all === true) done(null, [{ ...address }]);
    else done(null, address.address, address.family);
  };
  const settings = {
    host: place.host,
    port: place.port,
    path: `${place.url.pathname}${place.url.search}`,
    method: request.method,
    headers: { ...request.headers, host: place.url.host, connection: 'close' },
    agent: false as const,
    lookup: pinned,
    maxHeaderSize: 65_536,
    signal,
    ...(to.ca === undefined ? {} : { ca: [...rootCertificates, to.ca] }),
  };
  return new Promise((settle, reject) => {
    const sent = (place.secure ? requestHttps : requestHttp)(settings, settle);
    sent.on('error', reject);
    sent.end(request.body);
  });
}

// Bytes are counted as they come: a length that was announced binds nobody.
async function readBody(answer: IncomingMessage, longest: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer) {
    const bytes = Buffer.from(part);
    size += bytes.byteLength;
    if (size > longest) {
      answer.destroy();
      throw new ProviderError('too-large', `the answer is longer than ${longest} bytes`);
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function responseOf(answer: IncomingMessage, body: Buffer): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headersDistinct))
    for (const each of value ?? []) headers.append(name, each);
  const status = answer.statusCode ?? 0;
  if (status < 200 || status > 599) throw new ProviderError('invalid-answer', `status ${status}`);
  const bodiless = status === 204 || status === 205 || status === 304;
  return new Response(bodiless ? null : new Uint8Array(body), { status, headers });
}
