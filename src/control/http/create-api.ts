import { Hono } from 'hono';
import { apiPath } from '#contracts/api/operations.ts';
import { Fault } from '#contracts/errors.ts';
import type { Counter, Metrics } from '#observe/index.ts';
import type { Call, ServiceContext } from '../services/call.ts';
import { admit, type AdmitOptions } from './admit.ts';
import { arrivalOf, type Channel } from './channel.ts';
import { checkRequest } from './check-request.ts';
import type { Endpoint } from './endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { problemResponse } from './problem-response.ts';
import { endpoints as allEndpoints } from './routes/list.ts';
import { streamResponse } from './stream-response.ts';

export interface ApiOptions extends Omit<AdmitOptions, 'publicPort'> {
  readonly context: ServiceContext;
  readonly metrics: Metrics;
  /** All of them unless a test wants fewer. */
  readonly endpoints?: readonly Endpoint[];
}

/** The HTTP API; the same for every listener, which says how a request came. */
export interface Api {
  /** Answers a request below `/api/v1`; never throws. */
  fetch(request: Request, channel: Channel): Promise<Response>;
}

interface Environment {
  Bindings: { readonly channel: Channel };
}

const headersOfAll = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
} as const;

/** Puts the API together: per operation admit, check, answer, and on every way out one answer with our headers. */
export function createApi(options: ApiOptions): Api {
  const { context } = options;
  const endpoints = options.endpoints ?? allEndpoints;
  const app = new Hono<Environment>().basePath(apiPath);
  const admitOptions = { ...options, publicPort: context.place.publicPort };
  const standing = { carryOut: carryingOut(endpoints), summaryOf: summariesOf(endpoints) };
  for (const endpoint of endpoints) {
    const { operation } = endpoint;
    const path = operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const method = operation.method.toUpperCase();
    app.on(method, path, async (c) => {
      // Hono answers HEAD as it does GET and drops the body unread, without an end: a stream would stay open for
      // nobody, for good, until there is none left for anybody.
      if (c.req.method !== method) throw new Fault('not-found', 'an operation has one method');
      const arrival = arrivalOf(c.req.raw, c.env.channel);
      const { caller, by } = await admit(admitOptions, arrival, operation);
      const parts = await checkRequest(operation, c.req.raw, c.req.param());
      const needsProof = by === 'assertion' && caller.session !== undefined;
      const csrf = needsProof ? options.pageProof.of(caller.session) : null;
      const lastEventId = c.req.header('last-event-id');
      const answer = await endpoint.answer({
        call: { ...context, caller, permitted: [], ...standing, operation: { id: operation.id, parts } },
        csrf,
        ...parts,
        ...(lastEventId === undefined ? {} : { lastEventId }),
      });
      return respond(endpoint, answer);
    });
  }
  app.get('/openapi.json', async (c) => {
    const arrival = arrivalOf(c.req.raw, c.env.channel);
    if ((await options.identify(arrival)) === undefined) throw new Fault('not-signed-in', 'no proof');
    return Response.json(openApiDocument({ endpoints, version: context.version }));
  });
  app.notFound(() => {
    throw new Fault('not-found', 'no operation by this method and path');
  });
  app.onError((thrown, c) => {
    const path = new URL(c.req.url).pathname.slice(0, 500);
    return problemResponse(context.log, thrown, { method: c.req.method, path });
  });
  return { fetch: measured(options.metrics, (request, channel) => app.fetch(request, { channel })) };
}

/** Answers an operation that was stored, through the schemas of now: it may have waited for days and over an update. */
function carryingOut(endpoints: readonly Endpoint[]): NonNullable<Call['carryOut']> {
  return async ({ id, parts }, call) => {
    const endpoint = endpoints.find(({ operation }) => operation.id === id);
    if (endpoint === undefined) throw new Fault('not-found', `there is no operation ${id} any more`);
    const { params, query, body } = endpoint.operation;
    const answer = await endpoint.answer({
      call,
      params: params.parse(parts.params),
      query: query.parse(parts.query),
      body: body.parse(parts.body),
      version: parts.version,
      csrf: null,
    });
    return endpoint.operation.answer.parse(answer) ?? null;
  };
}

function summariesOf(endpoints: readonly Endpoint[]): NonNullable<Call['summaryOf']> {
  return (id) => endpoints.find(({ operation }) => operation.id === id)?.operation.summary ?? id;
}

function respond({ operation }: Endpoint, answer: unknown): Response {
  if (operation.streams !== undefined) return streamResponse(answer, operation.streams);
  if (operation.status === 204) return new Response(null, { status: 204 });
  // What leaves is what the schema names: a column that somebody adds to a row later does not slip out.
  const shown = operation.answer.parse(answer);
  const version = versionIn(shown);
  return Response.json(shown, {
    status: operation.status,
    ...(version === undefined ? {} : { headers: { etag: `"${version}"` } }),
  });
}

function versionIn(shown: unknown): number | undefined {
  if (typeof shown !== 'object' || shown === null || !('version' in shown)) return undefined;
  return typeof shown.version === 'number' ? shown.version : undefined;
}

type Fetch = (request: Request, channel: Channel) => Response | Promise<Response>;

function measured(metrics: Metrics, fetch: Fetch): Api['fetch'] {
  const durations = metrics.histogram('sallyport_api_request_duration_seconds');
  const counters = new Map<string, Counter>();
  return async (request, channel) => {
    const started = performance.now();
    const response = await fetch(request, channel);
    durations.observe((performance.now() - started) / 1000);
    const labels = { channel, status: `${Math.floor(response.status / 100)}xx` };
    const key = `${labels.channel} ${labels.status}`;
    const counter = counters.get(key) ?? metrics.counter('sallyport_api_requests_total', labels);
    counters.set(key, counter);
    counter.add();
    for (const [name, value] of Object.entries(headersOfAll)) response.headers.set(name, value);
    return response;
  };
}
