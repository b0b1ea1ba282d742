import type { UpstreamConfig } from '#contracts/protocol/app-config.ts';

/** Where and how to connect, made ready from an app's configuration. */
export type UpstreamTarget = NetworkTarget | { readonly kind: 'control' };

/** An upstream that is reached over the network. */
export interface NetworkTarget {
  readonly kind: 'network';
  readonly host: string;
  readonly port: number;
  readonly tls: TlsTarget | undefined;
}

/** How an upstream's certificate is judged. */
export interface TlsTarget {
  readonly serverName: string;
  /** PEM of the only authorities accepted; undefined: those that Node trusts. */
  readonly ca: string | undefined;
  /** SHA-256 of the public key (SPKI), base64. */
  readonly pin: string | undefined;
}

/** Reads an app's upstream; undefined when its URL is not one that can be connected to. */
export function readUpstreamTarget(config: UpstreamConfig): UpstreamTarget | undefined {
  if (config.kind === 'control') return { kind: 'control' };
  if (!URL.canParse(config.url)) return undefined;
  const url = new URL(config.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const secure = url.protocol === 'https:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    kind: 'network',
    host,
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    tls: secure ? { serverName: config.serverName ?? host, ca: config.ca, pin: config.pin } : undefined,
  };
}
