import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '#base/ids.ts';
import { csrfHeader } from '#contracts/api/operations.ts';
import type { Arrival } from './channel.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Tells whether a request that a browser signed in by itself was made by a page of this very origin. Apps are
 * same-site with us, so their pages can make requests that carry the person's sign-in: `SameSite` stops none of
 * them. `Sec-Fetch-Site` says where a request came from and pages cannot set it; where a browser is too old to
 * send it, `Origin` must be ours. A sibling's reads are refused as well: nothing of theirs has business here.
 */
export function comesFromOwnOrigin(arrival: Arrival, ownOrigin: string): boolean {
  const site = arrival.header('sec-fetch-site');
  const origin = arrival.header('origin');
  if (origin !== undefined && origin !== ownOrigin) return false;
  if (site !== undefined) {
    // `none` is the person typing an address: fine to read, never to write.
    return site === 'same-origin' || (site === 'none' && safeMethods.has(arrival.method));
  }
  return origin === ownOrigin || safeMethods.has(arrival.method);
}

/** Makes and checks the proof that a page of ours was read before it wrote: bound to the session. */
export interface PageProof {
  of(session: SessionId): string;
  holds(arrival: Arrival, session: SessionId): boolean;
}

/**
 * Makes proofs from a secret that all control processes share.
 * @param secret at least 32 bytes
 */
export function createPageProof(secret: Uint8Array): PageProof {
  const of = (session: SessionId): string =>
    createHmac('sha256', secret).update(`page-proof.${session}`).digest('base64url');
  return {
    of,
    holds(arrival, session) {
      if (safeMethods.has(arrival.method)) return true;
      const given = Buffer.from(arrival.header(csrfHeader) ?? '');
      const right = Buffer.from(of(session));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
