import { lookup } from 'node:dns/promises';
import { request as requestHttp } from 'node:http';
import { request as requestHttps, type RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { UpstreamProbe } from '#contracts/api/apps.ts';
import type { UpstreamToProbe } from '../call.ts';
import { explainProbeError } from './explain-probe-error.ts';

export interface ProbeOptions {
  /** Whether an upstream may be at this address and port: never metadata, link-local or Sallyport itself. */
  readonly mayReach: (address: string, port: number) => boolean;
  /** How long it may take, milliseconds. */
  readonly timeoutMs?: number;
}

/**
 * Makes what tries upstreams: one `GET /`, of which only the head is read. An administrator's address must not
 * become a way to ask the inside on somebody's behalf: the name is resolved once, every address is checked,
 * the connection goes to what was checked, redirects are not followed, and nothing of the body is shown.
 */
export function createUpstreamProbe(
  options: ProbeOptions,
): (upstream: UpstreamToProbe) => Promise<UpstreamProbe> {
  return async (upstream) => {
    const url = new URL(upstream.url);
    const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const started = performance.now();
    try {
      const addresses = await resolve(host);
      const address = addresses[0];
      if (address === undefined || !addresses.every((each) => options.mayReach(each.address, port))) {
        return forbidden(host);
      }
      const status = await ask({ upstream, url, host, port, address, timeoutMs: options.timeoutMs ?? 5_000 });
      const durationMs = Math.round(performance.now() - started);
      return { reachable: true, code: 'answered', status, durationMs, said: `It answered ${status}.` };
    } catch (error) {
      return {
        reachable: false,
        ...explainProbeError(error, { host, port, secure: url.protocol === 'https:' }),
      };
    }
  };
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
  const said = `${host} may not be an upstream: it leads to Sallyport itself, or to an address that gives away secrets of the machine.`;
  return { reachable: false, code: 'address-forbidden', said };
}

function ask(to: {
  readonly upstream: UpstreamToProbe;
  readonly url: URL;
  readonly host: string;
  readonly port: number;
  readonly address: Address;
  readonly timeoutMs: number;
}): Promise<number> {
  const { upstream, url, host, port, address } = to;
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
    headers: { host: url.host, accept: '*/*', connection: 'close' },
    agent: false,
    lookup: pinned,
    maxHeaderSize: 65_536,
    signal: AbortSignal.timeout(to.timeoutMs),
    ...(upstream.serverName === undefined ? {} : { servername: upstream.serverName }),
    ...(upstream.ca === undefined ? {} : { ca: [...rootCertificates, upstream.ca] }),
    // A pinned key replaces authorities; the gateway compares it at each connect, this try does not need to.
    ...(upstream.pin === undefined ? {} : { rejectUnauthorized: false }),
  };
  return new Promise((settle, reject) => {
    const sent = (secure ? requestHttps : requestHttp)(settings, (response) => {
      settle(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on('error', reject);
    sent.end();
  });
}
