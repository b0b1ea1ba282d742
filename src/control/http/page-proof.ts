import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '#base/ids.ts';
import { csrfHeader } from '#contracts/api/operations.ts';
import { isSafe } from '../origin/from-own-origin.ts';
import type { Arrival } from './channel.ts';

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
      if (isSafe(arrival.method)) return true;
      const given = Buffer.from(arrival.header(csrfHeader) ?? '');
      const right = Buffer.from(of(session));
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
