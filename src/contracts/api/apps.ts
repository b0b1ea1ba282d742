import { z } from 'zod';
import { appConfigSchema, routeConfigSchema, usualStreamIdleMs } from '../protocol/app-config.ts';
import { idOf, label, lineOf, shortName, time, version } from './fields.ts';
import { defineOperation } from './operation.ts';
import { pageOf, pageQuery } from './paging.ts';

const pem = z
  .string()
  .max(65_536)
  .regex(/^\s*-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----\s*$/, 'must be PEM');

const hostName = z
  .string()
  .max(253)
  .regex(
    /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/,
    'must be a host name in lower case, without a port',
  );

/** Where the requests of an app go, as administrators write it. */
export const upstreamInputSchema = z
  .strictObject({
    url: lineOf(2_000).describe('`http://host:port` or `https://host:port`, without a path.'),
    host: z
      .string()
      .max(300)
      .regex(/^[A-Za-z0-9._:[\]-]+$/, 'must be a host, with a port or without')
      .optional()
      .describe('`Host` towards the upstream; absent: the public one.'),
    serverName: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9._-]+$/, 'must be a host name')
      .optional()
      .describe("Name in the TLS handshake; absent: the URL's."),
    ca: pem.optional().describe('PEM of the only authorities that may vouch for it.'),
    pin: z
      .string()
      .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be a SHA-256 in base64')
      .optional()
      .describe('SHA-256 of its public key (SPKI), base64; then no authority is asked.'),
  })
  .meta({ id: 'Upstream' });

const pattern = lineOf(500)
  .regex(/^\/[^?#\s\\%;]*$/, 'must be path segments that start with a slash: literals, `:name`, a last `**`')
  .refine((text) => !text.includes('//'), 'must not hold an empty segment')
  .refine((text) => !/\*\*./.test(text), '`**` may only stand last')
  .refine((text) => text.split('/').every((part) => !part.includes('*') || part === '**'), {
    message: 'a segment is a literal, `:name`, or a last `**`',
  });

const method = z.string().regex(/^[A-Z]{1,20}$/, 'must be a method in upper case');

const routeInputSchema = z.strictObject({
  id: idOf('route').optional().describe('Absent for a new one.'),
  name: shortName,
  methods: z.array(method).max(20).default([]),
  patterns: z.array(pattern).min(1).max(100),
});

const origin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/, 'must be an origin such as https://app.example.org');

const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header');

/** How an app is served, each part with its default. */
const serving = {
  upstream: upstreamInputSchema,
  graceMs: z.number().int().min(2_000).max(3_600_000),
  onChallenge: appConfigSchema.shape.onChallenge,
  routes: z.array(routeInputSchema).max(200),
  paths: z.strictObject({
    allow: appConfigSchema.shape.paths.shape.allow,
    ignoreCase: z.boolean(),
  }),
  publicPaths: z.array(pattern).max(100).describe('Paths that nobody signs in for.'),
  keepHeaders: z.array(headerName).max(50),
  allowedOrigins: z.array(origin).max(100),
  isolated: z.boolean(),
  timeouts: z.strictObject({
    connectMs: z.number().int().min(100).max(120_000),
    responseMs: z.number().int().min(100).max(3_600_000),
    idleMs: z.number().int().min(1_000).max(86_400_000),
    streamIdleMs: z
      .number()
      .int()
      .min(0)
      .max(604_800_000)
      .default(usualStreamIdleMs)
      .describe(
        'Milliseconds without a word after which a WebSocket or an event stream is closed; 0: never. Pings of a WebSocket are no words; on an event stream every byte counts.',
      ),
  }),
  maxBodyBytes: z.number().int().positive().nullable(),
};

const described = {
  name: shortName.describe('The name that policies and the command line use; unique.'),
  title: lineOf(120),
  host: hostName.describe('The public host name; absent: the name, below the domain.'),
  sensitivity: z.enum(['low', 'medium', 'high']),
  labels: z.array(label).max(50),
  tags: z.array(shortName).max(50),
};

/** A protected app. */
export const appSchema = z
  .object({
    ...described,
    id: idOf('app'),
    title: z.string(),
    host: z.string().nullable(),
    url: z.string().nullable().describe('Its public address.'),
    kind: z.enum(['web', 'tcp', 'federated']),
    system: z.enum(['console', 'portal', 'signin', 'api']).nullable().describe('Set for our own apps.'),
    state: z.enum(['enabled', 'disabled']),
    access: z.enum(['policy', 'public']),
    ...serving,
    upstream: upstreamInputSchema.nullable().describe('Null for our own apps.'),
    routes: z.array(routeConfigSchema),
    version,
    createdAt: time,
    changedAt: time,
  })
  .meta({ id: 'App' });
export type App = z.infer<typeof appSchema>;

/** An app that was just written. */
export const writtenAppSchema = appSchema
  .extend({
    inForce: z
      .boolean()
      .describe(
        'Whether the gateways that are connected serve it so already; otherwise they do in a moment.',
      ),
  })
  .meta({ id: 'WrittenApp' });
export type WrittenApp = z.infer<typeof writtenAppSchema>;

/** What a new app needs: a name and an upstream. It is closed until a policy allows somebody in. */
export const newAppSchema = z
  .strictObject({
    ...z.object(described).partial().shape,
    name: described.name,
    ...z.object(serving).partial().shape,
    upstream: upstreamInputSchema,
  })
  .meta({ id: 'NewApp' });
export type NewApp = z.infer<typeof newAppSchema>;

/** What may be changed of an app; what is absent stays. */
export const appEditSchema = z
  .strictObject({
    ...z.object(described).partial().shape,
    ...z.object(serving).partial().shape,
    state: z.enum(['enabled', 'disabled']).optional(),
  })
  .meta({ id: 'AppEdit' });
export type AppEdit = z.infer<typeof appEditSchema>;

/** What an upstream is tried with. */
export const probeInputSchema = upstreamInputSchema
  .extend({
    name: shortName.optional().describe('The name that the app is to have: tries it by its public host too.'),
  })
  .meta({ id: 'UpstreamToProbe' });

/** What came of trying an upstream. */
export const upstreamProbeSchema = z
  .object({
    reachable: z.boolean(),
    said: z.string().describe('What happened, in words, with what to do about it.'),
    code: z.enum([
      'answered',
      'address-invalid',
      'address-forbidden',
      'loops',
      'name-unknown',
      'refused',
      'unreachable',
      'too-slow',
      'tls-untrusted',
      'tls-wrong-name',
      'wrong-host',
      'tls-broken',
      'not-http',
    ]),
    status: z.number().int().optional().describe('What it answered to `GET /`.'),
    durationMs: z.number().optional(),
  })
  .meta({ id: 'UpstreamProbe' });
export type UpstreamProbe = z.infer<typeof upstreamProbeSchema>;

const params = z.object({ app: z.string().max(100).describe('Its id or its name.') });

/** The operations on apps. */
export const apps = {
  list: defineOperation({
    id: 'apps.list',
    method: 'get',
    path: '/apps',
    summary: 'Lists apps.',
    query: pageQuery.extend({ search: z.string().max(200).optional() }),
    answer: pageOf(appSchema),
  }),
  get: defineOperation({
    id: 'apps.get',
    method: 'get',
    path: '/apps/{app}',
    summary: 'Reads one app.',
    params,
    answer: appSchema,
  }),
  create: defineOperation({
    id: 'apps.create',
    method: 'post',
    path: '/apps',
    summary: 'Puts an app behind Sallyport; nobody may open it until a policy allows it.',
    body: newAppSchema,
    answer: writtenAppSchema,
    status: 201,
  }),
  update: defineOperation({
    id: 'apps.update',
    method: 'patch',
    path: '/apps/{app}',
    summary: 'Changes an app; switching it off cuts all that is open on it.',
    params,
    body: appEditSchema,
    answer: writtenAppSchema,
    versioned: true,
  }),
  remove: defineOperation({
    id: 'apps.remove',
    method: 'delete',
    path: '/apps/{app}',
    summary: 'Removes an app and cuts all that is open on it.',
    params,
    versioned: true,
  }),
  probe: defineOperation({
    id: 'apps.probe',
    method: 'post',
    path: '/apps/probe',
    summary: 'Tries an upstream from here and says what happened.',
    body: probeInputSchema,
    answer: upstreamProbeSchema,
  }),
} as const;
