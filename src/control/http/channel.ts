/**
 * How a request reached the control process. `local`: by the unix socket that only root and the service's own
 * user can open. `gateway`: by the listener that takes gateways' certificates only. Set by the listener, never
 * read from the request.
 */
export type Channel = 'local' | 'gateway';

/** A request as identification sees it. */
export interface Arrival {
  readonly channel: Channel;
  /** The host that the browser or program named, lower case, without a port. */
  readonly host: string;
  readonly method: string;
  /** Reads one request header. */
  header(name: string): string | undefined;
}

/** Reads what identification needs from a request of the Fetch API. */
export function arrivalOf(request: Request, channel: Channel): Arrival {
  const named = request.headers.get('host') ?? new URL(request.url).host;
  return {
    channel,
    host: named.toLowerCase().replace(/:\d*$/, ''),
    method: request.method,
    header: (name) => request.headers.get(name) ?? undefined,
  };
}
