import { lookup } from 'node:dns';
import { type IncomingMessage, type RequestOptions, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { ApiRequest, ApiResponse, Transport } from './transport.ts';

/** Where the API is: a unix socket on this machine, or an address. */
export type ApiPlace =
  | { readonly kind: 'socket'; readonly path: string }
  | {
      readonly kind: 'url';
      /** `https://api.example.org:8443`; `http` only towards loopback. */
      readonly url: string;
      /** PEM of the authority that vouches for it, beside the usual ones. */
      readonly ca?: string;
    };

const longestBody = 64 * 1024 * 1024;
const silenceMs = 60_000;

/** The transport of Node; redirects are not followed, since a token must not travel to another place. */
export function nodeTransport(place: ApiPlace): Transport {
  const base = place.kind === 'socket' ? { socketPath: place.path, host: 'localhost' } : urlOptions(place);
  const secure = place.kind === 'url' && new URL(place.url).protocol === 'https:';
  const open = secure ? requestHttps : requestHttp;
  return (request) =>
    new Promise((resolve, reject) => {
      const sent = open({ ...base, ...requestOptions(request) }, (message) => resolve(asResponse(message)));
      sent.setTimeout(silenceMs, () => sent.destroy(new Error('the server was silent for a minute')));
      sent.on('error', reject);
      sent.end(request.body);
    });
}

function requestOptions({ method, path, headers, body, signal }: ApiRequest): RequestOptions {
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return { method, path, headers: { ...headers, ...length }, ...(signal === undefined ? {} : { signal }) };
}

function urlOptions(place: { readonly url: string; readonly ca?: string }) {
  const { protocol, hostname, port } = new URL(place.url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  if (protocol !== 'https:' && !staysHere(host)) {
    throw new TypeError('a token travels by https only; http is for this very machine');
  }
  return {
    host,
    port: port === '' ? undefined : Number(port),
    lookup: lookupLocalhost,
    ...(place.ca === undefined ? {} : { ca: [...rootCertificates, place.ca] }),
  };
}

function staysHere(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d+){3}$/.test(host)
  );
}

/** Takes names below `.localhost` for this machine (RFC 6761 6.3), which Node leaves to the resolver. */
const lookupLocalhost: LookupFunction = (host, options, callback) => {
  if (!host.endsWith('.localhost') && host !== 'localhost') {
    lookup(host, options, callback);
    return;
  }
  const addresses = [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ];
  if (options.all === true) callback(null, addresses);
  else callback(null, '127.0.0.1', 4);
};

function asResponse(message: IncomingMessage): ApiResponse {
  return {
    status: message.statusCode ?? 0,
    header(name) {
      const value = message.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    async text() {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const part of chunksOf(message)) {
        length += part.byteLength;
        if (length > longestBody) throw new Error('the answer is longer than 64 MiB');
        parts.push(part);
      }
      return Buffer.concat(parts).toString('utf8');
    },
    chunks: () => chunksOf(message),
  };
}

/** The body's bytes; an answer that breaks off is an error, not an end. */
async function* chunksOf(message: IncomingMessage): AsyncIterable<Uint8Array> {
  for await (const part of message) yield part as Uint8Array;
  if (!message.complete) throw new Error('the answer broke off');
}
