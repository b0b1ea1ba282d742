import type { Protocol } from './protocol.ts';

/** Server-sent events: a response without end, asked for by its media type (WHATWG HTML, 9.2). */
export const eventStream: Protocol = {
  name: 'sse',
  claims: (head) => head.block.asksForEvents,
  mayBeSilent: true,
  tunnel: undefined,
};
