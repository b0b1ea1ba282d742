import { createHash } from 'node:crypto';
import type { UpstreamPeer } from './gateway-upstream.ts';
import type { Setting } from './one-gateway.ts';

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
// RFC 6455, 4.2.2.
const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

/** Opens a WebSocket through a test's gateway; gives the upstream's end, with nothing left unread on either. */
export async function openWebSocket({ asked, client }: Setting): Promise<UpstreamPeer> {
  const { peer } = await asked(
    'GET /ws',
    'Connection: Upgrade',
    'Upgrade: websocket',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
  );
  peer.write(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  await client.response();
  return peer;
}
