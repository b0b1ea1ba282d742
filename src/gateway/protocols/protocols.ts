import type { RequestHead } from '../engine/head/request-head.ts';
import { eventStream } from './event-stream.ts';
import { http } from './http.ts';
import type { Protocol } from './protocol.ts';
import { webSocket } from './websocket/websocket.ts';

/** What the gateway carries; the first that claims a request has it. */
const protocols: readonly Protocol[] = [webSocket, eventStream, http];

/** Finds the protocol of a request. */
export function protocolOf(head: RequestHead): Protocol {
  return protocols.find((protocol) => protocol.claims(head)) ?? http;
}
