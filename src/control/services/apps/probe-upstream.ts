import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { UpstreamProbe } from '#contracts/api/apps.ts';
import type { UpstreamToProbe } from '../call.ts';
import { type Answer, explainAnswer } from './explain-answer.ts';
import { explainProbeError } from './explain-probe-error.ts';

export interface ProbeOptions {
  /** Whether an upstream may be at this address and port: never metadata, link-local or Sallyport itself. */
  readonly mayReach: (address: string, port: number) => boolean;
  /** Whether Sallyport itself listens there. */
  readonly isOurs: (address: string, port: number) => boolean;
  /** The domain of our public hosts: a redirect to one of them says that the address leads back to us. */
  readonly domain: string;
  /** How long it may take in all, milliseconds. */
  readonly timeoutMs?: number;
  /** Finds the addresses of a name; the system's own way unless a test says otherwise. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
}

/**
 * Makes what tries upstreams: one `GET /`, of which only the head is read, as the gateway will send it; and where the
 * answer is a refusal, another one under the upstream's own name, to tell whether the name is what it refuses. An
 * administrator's address must not become a way to ask the inside on somebody's behalf: the name is resolved once,
 * every address is checked, the connection goes to what was checked, redirects are not followed, and nothing of the
 * body is shown.
 */
export function createUpstreamProbe(
  options: ProbeOptions,
): (upstream: UpstreamToProbe) => Promise<UpstreamProbe> {
  return async (upstream) => {
    const url = new URL(upstream.url);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const started = performance.now();
    const { timeoutMs = 5_000, domain } = options;
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      // A name server that says nothing would otherwise hold the request for as long as the system waits.
      const addresses = await Promise.race([(options.resolve ?? resolve)(host), aborted(signal)]);
      if (addresses.some((each) => options.isOurs(each.address, port))) return loops(url.host);
      const address = addresses[0];
      if (address === undefined || !addresses.every((each) => options.mayReach(each.address, port)))
        return forbidden(host);
      const secure = url.protocol === 'https:';
      const askAs = (name: string) => ask({ upstream, url, host, port, address, name, signal });
      const name = upstream.host ?? url.host;
      const first = await askAs(name);
      const durationMs = Math.round(performance.now() - started);
      // The second try is a help to explain the first: whatever becomes of it, the first was an answer.
      const byOwnName =
        first.status >= 400 && name !== url.host ? await askAs(url.host).catch(() => undefined) : undefined;
      return { ...explainAnswer({ first, byOwnName, name, ownName: url.host, domain, secure }), durationMs };
    } catch (error) {
      return {
        reachable: false,
        ...explainProbeError(error, { host, port, secure: url.protocol === 'https:' }),
      };
    }
  };
}

/** Settles, by failing, when a signal does. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => reject(Object.assign(new Error('it took too long'), { code: 'ABORT_ERR' })),
      { once: true },
    );
  });
}

interface Address {
  readonly address: string;
  readonly family: number;
}

async function resolve(host: string): Promise<readonly Address[]> {
  // RFC 6761 6.3: names below `.localhost` are this machine, which Node leaves to the resolver.
  if (host === 'localhost' || host.endsWith('.localhost')) return [{ address: '127.0.0.1', family: 4 }];
  return lookup(host, { all: true });
}

function forbidden(host: string): UpstreamProbe {
  const said = `${host} may not be an upstream: it leads to an address that gives away secrets of the machine, or to none that an application is ever at.`;
  return { reachable: false, code: 'address-forbidden', said };
}

function loops(host: string): UpstreamProbe {
  const said = `Sallyport itself listens at ${host}: requests would go round in a circle. Give the address of the application behind it.`;
  return { reachable: false, code: 'loops', said };
}

function ask(to: {
  readonly upstream: UpstreamToProbe;
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly address: Address;
  readonly name: string;
  readonly signal: AbortSignal;
}): Promise<Answer> {
  const { upstream, url, host, port, address, name, signal } = to;
  const secure = url.protocol === 'https:';
  const pinned: LookupFunction = (_, { all }, done) => {
    if (all === true) done(null, [{ ...address }]);
    else done(null, address.address, address.family);
  };
  const settings: RequestOptions = {
    host,
    port,
    path: '/',
    method: 'GET',
    // As the gateway says where a request comes from: an application may redirect whoever came without encryption.
    headers: {
      host: name,
      accept: '*/*',
      connection: 'close',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': name,
    },
    agent: false,
    lookup: pinned,
    maxHeaderSize: 65_536,
    signal,
    ...(upstream.serverName === undefined ? {} : { servername: upstream.serverName }),
    ...(upstream.ca === undefined ? {} : { ca: [...rootCertificates, upstream.ca] }),
    // A pinned key replaces authorities; the gateway compares it at each connect, this try does not need to.
    ...(upstream.pin === undefined ? {} : { rejectUnauthorized: false }),
  };
  return new Promise((settle, reject) => {
    const sent = (secure ? requestHttps : requestHttp)(settings, (response) => {
      settle(answerOf(response));
      response.destroy();
    });
    sent.on('error', reject);
    sent.end();
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Answer {
  const { location } = headers;
  return { status: statusCode, ...(location === undefined ? {} : { location }) };
}
