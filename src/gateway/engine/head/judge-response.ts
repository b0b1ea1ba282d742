import { webSocketAccept } from '../../protocols/websocket/accept.ts';
import { allValues, firstValue, tokensOf } from './marks.ts';
import type { RequestHead } from './request-head.ts';
import type { ResponseHead } from './response-head.ts';
import { responseField } from './response-fields.ts';

/**
 * Tells whether a 101 answers the WebSocket that was asked for (RFC 6455, 4.1): the right protocol and the
 * value that only somebody who read the key can know. Otherwise an upstream that merely echoes could open a
 * tunnel through which a client speaks further requests, unseen.
 */
export function switchesRightly(request: RequestHead, response: ResponseHead): boolean {
  if (request.webSocket === undefined) return false;
  const { text, marks } = response;
  const upgrades = tokensOf(text, marks, responseField.upgrade);
  const connection = tokensOf(text, marks, responseField.connection);
  const accepts = allValues(text, marks, responseField.webSocketAccept);
  return (
    upgrades.length === 1 &&
    upgrades[0] === 'websocket' &&
    connection.includes('upgrade') &&
    accepts.length === 1 &&
    accepts[0] === webSocketAccept(request.webSocket.key)
  );
}

/** Tells whether a scheme signs in the connection instead of the request (NTLM, Negotiate: RFC 4559). */
export function isConnectionAuth(value: string | undefined): boolean {
  return value !== undefined && /^(?:ntlm|negotiate)(?:[\s,]|$)/i.test(value);
}

/** Tells whether an answer asks the client to sign its connection in. */
export function asksForConnectionAuth(head: ResponseHead): boolean {
  if (firstValue(head.text, head.marks, responseField.authenticate) === undefined) return false;
  return allValues(head.text, head.marks, responseField.authenticate)
    .flatMap((value) => value.split(','))
    .some((value) => isConnectionAuth(value.trim()));
}
