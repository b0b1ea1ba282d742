/** Methods that change nothing (RFC 9110, 9.2.1), as far as browsers send them to us. */
export function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** A request as far as it says where it came from. */
export interface RequestSource {
  readonly method: string;
  /** Reads one request header; undefined where it is missing. */
  header(name: string): string | undefined;
}

/**
 * Tells whether a request that a browser signed in by itself was made by a page of this very origin. Apps are
 * same-site with us, so their pages can make requests that carry the person's sign-in: `SameSite` stops none of
 * them. `Sec-Fetch-Site` says where a request came from and pages cannot set it; where a browser is too old to
 * send it, `Origin` must be ours before anything is changed. A sibling's reads are refused as well: nothing of theirs
 * has business here.
 */
export function isFromOwnOrigin(request: RequestSource, ownOrigin: string): boolean {
  const site = request.header('sec-fetch-site');
  const origin = request.header('origin');
  const reads = isSafe(request.method);
  if (origin !== undefined && origin !== ownOrigin) return false;
  if (site === undefined) return origin === ownOrigin || reads;
  // `none` is the person typing an address: fine to read, never to write.
  return site === 'same-origin' || (site === 'none' && reads);
}
