import { firstValue } from '../engine/head/marks.ts';
import { requestField } from '../engine/head/request-fields.ts';
import type { Protocol } from './protocol.ts';

/** Server-sent events: a response without end, asked for by its media type (WHATWG HTML, 9.2). */
export const eventStream: Protocol = {
  name: 'sse',
  claims: (head) => firstValue(head.text, head.marks, requestField.accept) === 'text/event-stream',
  mayBeSilent: true,
  tunnel: undefined,
};
