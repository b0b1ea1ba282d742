import { createFieldTable, dropped, type FieldKind } from './field-table.ts';

/** The kinds of response fields that the engine looks at. */
export const responseField = {
  contentLength: 2,
  transferEncoding: 3,
  connection: 4,
  upgrade: 5,
  setCookie: 6,
  authenticate: 7,
  webSocketAccept: 8,
  trailer: 9,
  contentType: 10,
  webSocketExtensions: 11,
} as const satisfies Record<string, FieldKind>;

const meanings: readonly (readonly [string, FieldKind])[] = [
  ['content-length', responseField.contentLength],
  ['transfer-encoding', responseField.transferEncoding],
  ['connection', responseField.connection],
  ['upgrade', responseField.upgrade],
  ['set-cookie', responseField.setCookie],
  ['www-authenticate', responseField.authenticate],
  ['sec-websocket-accept', responseField.webSocketAccept],
  ['sec-websocket-extensions', responseField.webSocketExtensions],
  ['trailer', responseField.trailer],
  ['content-type', responseField.contentType],
  ['keep-alive', dropped],
  ['proxy-connection', dropped],
  ['proxy-authenticate', dropped],
  ['proxy-authentication-info', dropped],
  ['te', dropped],
  // Tells the browser of another port or protocol of this host: a way around the gateway.
  ['alt-svc', dropped],
];

/** The table of response field names. */
export const responseFields = createFieldTable({
  known: new Map(meanings),
  droppedPrefixes: ['sallyport-', 'x-sallyport-'],
});
