import { events } from '#contracts/api/events.ts';
import { streamEvents } from '../../../services/events/stream-events.ts';
import { defineStream } from '../../endpoint.ts';

export const eventsStreamEndpoint = defineStream(events.stream, ({ call, query, lastEventId }) =>
  streamEvents(call, lastEventId ?? query.after),
);
