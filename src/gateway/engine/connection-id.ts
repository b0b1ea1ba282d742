import { newId, type ConnectionId } from '#base/ids.ts';

const process = newId('connection').slice(0, 20);
let count = 0;

/** Makes the id of something alive: unlikely to meet another gateway's, and cheap, since each request has one. */
export function nextConnectionId(): ConnectionId {
  return `${process}-${(count++).toString(36)}`;
}
