import type { RequestHead } from './head/request-head.ts';

const repeatable: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is known of an exchange whose upstream closed without a byte. */
export interface SilentEnd {
  readonly head: RequestHead;
  /** The connection had served before: most likely it was just going away when the request came. */
  readonly reused: boolean;
  /** Nothing of the request has left for it. */
  readonly untouched: boolean;
  /** Whether a byte of an answer has come. */
  readonly begun: boolean;
  readonly retried: boolean;
}

/**
 * Tells whether a request may be sent once more on a fresh connection: where nothing of it has left, or where doing it
 * twice is harmless (RFC 9110, 9.2.2) and the first time most likely did not arrive. Never with a body, which is gone.
 */
export function mayRetry({ head, reused, untouched, begun, retried }: SilentEnd): boolean {
  if (!reused || begun || retried) return false;
  if (untouched && head.framing.kind === 'none') return true;
  return repeatable.has(head.method) && head.framing.kind === 'none' && head.webSocket === undefined;
}
