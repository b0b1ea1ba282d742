import { z } from 'zod';

/** A part of a web app that policy can treat on its own. */
export const routeConfigSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Upper-case methods; empty means any. */
  methods: z.array(z.string()),
  /** Patterns over path segments: literals, `:name` for one segment, a last `**` for the rest. */
  patterns: z.array(z.string()),
});

/** Where the requests of an app go. */
export const upstreamSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('http'),
    /** `http://host:port` or `https://host:port`; no path. */
    url: z.string(),
    /** `Host` towards the upstream; absent: the public one. */
    host: z.string().optional(),
    /** Server name in the TLS handshake; absent: the URL's host. */
    serverName: z.string().optional(),
    /** PEM of the only authorities that may vouch for it; absent: those of Node. */
    ca: z.string().optional(),
    /** SHA-256 of its public key (SPKI), base64; with it no authority is asked. */
    pin: z.string().optional(),
  }),
  /** Our own pages and API: the control plane's listener, by the gateway's certificate. */
  z.object({ kind: z.literal('control') }),
]);

/**
 * How long a WebSocket or an event stream may be without a word unless its app says otherwise, milliseconds:
 * longer than a long meeting, shorter than a night.
 */
export const usualStreamIdleMs = 4 * 3_600_000;

/** One app as a gateway serves it. */
export const appConfigSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The public host name, lower case, without a port. */
  host: z.string(),
  /** `policy`: every request needs a grant. `public`: nobody signs in; still bound to the lease. */
  access: z.enum(['policy', 'public']),
  /** Our own apps by name; absent for everybody else's. Their responses may set our cookies. */
  system: z.enum(['console', 'portal', 'signin', 'api']).optional(),
  upstream: upstreamSchema,
  /** Milliseconds that a connection may live on state whose freshness cannot be confirmed. */
  graceMs: z.number().int().positive(),
  onChallenge: z.enum(['cut', 'pause']),
  routes: z.array(routeConfigSchema),
  paths: z.object({
    /** Which of `%2f`, `;`, `//` the app needs in paths; every reading is then matched. */
    allow: z.array(z.enum(['%2f', ';', '//'])),
    ignoreCase: z.boolean(),
  }),
  /** Patterns of paths that nobody signs in for. */
  publicPaths: z.array(z.string()),
  /** Names of request headers, else stripped, that this app is to get. */
  keepHeaders: z.array(z.string()),
  /** Origins that may call this app from scripts (preflight) and open WebSockets to it. */
  allowedOrigins: z.array(z.string()),
  /** Refuse requests that other apps' pages make, navigation excepted. */
  isolated: z.boolean(),
  timeouts: z.object({
    connectMs: z.number().int().positive(),
    /** Until the first byte of the answer. */
    responseMs: z.number().int().positive(),
    /** Silence in both directions of a running exchange. */
    idleMs: z.number().int().positive(),
    /**
     * Time without a word on a WebSocket or an event stream, after which it is closed; 0: never. A frame of data
     * is a word, a ping is none; on an event stream every byte is.
     */
    streamIdleMs: z.number().int().nonnegative().default(usualStreamIdleMs),
  }),
  /** The largest request body in bytes; absent: no bound. */
  maxBodyBytes: z.number().int().positive().optional(),
});

export type RouteConfig = z.infer<typeof routeConfigSchema>;
export type UpstreamConfig = z.infer<typeof upstreamSchema>;
export type AppConfig = z.infer<typeof appConfigSchema>;

/** A certificate and its key for host names that a gateway serves. */
export const hostCertificateSchema = z.object({
  /** Names it is for; `*.d` covers one label. */
  names: z.array(z.string()),
  /** PEM, leaf first. */
  certificate: z.string(),
  /** PEM, PKCS #8. */
  privateKey: z.string(),
});
export type HostCertificate = z.infer<typeof hostCertificateSchema>;

/** A key by which gateways mark tokens and attempts as their own, shared by all gateways and control. */
export const rollingKeySchema = z.object({
  /** One letter or digit; part of every token made with it. */
  id: z.string(),
  /** 32 bytes, base64url. */
  secret: z.string(),
});
export type RollingKey = z.infer<typeof rollingKeySchema>;

/** All that a gateway must know to serve, whole, sent at the start and whenever a part of it changes. */
export const gatewayConfigSchema = z.object({
  domain: z.string(),
  /** The port that stands in public addresses. */
  publicPort: z.number().int(),
  /** The sign-in host, of the app `signin`. */
  signInHost: z.string(),
  apps: z.array(appConfigSchema),
  certificates: z.array(hostCertificateSchema),
  /** Newest first; the first one signs, all are accepted. */
  rollingKeys: z.array(rollingKeySchema),
  /** Whether somebody owns this installation; before that only `signin` is served. */
  claimed: z.boolean(),
  /** Whether the certificate comes from an authority of our own; then no HSTS. */
  ownAuthority: z.boolean(),
  /** `address:port` that no upstream may be: the places where Sallyport itself listens. */
  forbiddenUpstreams: z.array(z.string()),
});
export type GatewayConfig = z.infer<typeof gatewayConfigSchema>;
