/** The first labels of our own hosts below the domain. */
export const systemHosts = {
  console: 'console',
  portal: 'portal',
  signin: 'signin',
  api: 'api',
} as const;

export type SystemApp = keyof typeof systemHosts;

/** The host name of one of our own apps. */
export function systemHost(app: SystemApp, domain: string): string {
  return `${systemHosts[app]}.${domain}`;
}

/** The origin (RFC 6454) of a host, leaving the port out where it is the scheme's own. */
export function originOf(host: string, port: number): string {
  return port === 443 ? `https://${host}` : `https://${host}:${port}`;
}

/** Paths that are the gateway's on every host, never forwarded. */
export const reservedPath = '/.sallyport/';

/** Where the sign-in host sends a browser back to. */
export const callbackPath = '/.sallyport/callback';

/** Where a page of an app signs its person out, by POST from the same origin. */
export const signOutPath = '/.sallyport/sign-out';

/** The path on the sign-in host that takes an attempt; the query holds `state`. */
export const signInStartPath = '/start';

/** The header that carries the identity assertion to upstreams. */
export const assertionHeader = 'Sallyport-Assertion';

/** The header that carries the client's address to our own pages; set by the gateway, never the client's. */
export const addressHeader = 'Sallyport-Address';
