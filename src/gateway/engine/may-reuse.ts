import type { RequestHead } from './head/request-head.ts';
import type { ResponseHead } from './head/response-head.ts';

/** An exchange whose answer has ended. */
export interface EndedExchange {
  readonly request: RequestHead;
  readonly response: ResponseHead | undefined;
  /** Whether the answer ended where it said that it would, with nothing behind it. */
  readonly outcome: 'done' | 'leftover';
  /** Whether the answer began before all of the request had left for the upstream. */
  readonly early: boolean;
}

/**
 * Tells whether the next request may use the upstream's connection. Not after an early answer: some servers take what
 * is still under way for the next request. Nor after an upgrade that was refused: what the upstream takes the
 * connection for now is in doubt.
 */
export function mayReuse({ request, response, outcome, early }: EndedExchange): boolean {
  if (outcome !== 'done' || early || request.webSocket !== undefined) return false;
  return response?.close === false && response.framing.kind !== 'close';
}
