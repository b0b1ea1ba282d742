import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { oneGateway, type Setting } from '#testing/one-gateway.ts';
import type { UpstreamPeer } from '#testing/gateway-upstream.ts';
import { mintToken, readToken } from '../entry/token.ts';

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** The gateway's end of a connection to an upstream. */
function gatewayEnd(peer: UpstreamPeer): Socket {
  const handles = (process as unknown as { _getActiveHandles(): Partial<Socket>[] })._getActiveHandles();
  const found = handles.find(({ localPort }) => localPort === peer.socket.remotePort);
  if (found === undefined) throw new Error('no such connection');
  return found as Socket;
}

/** Lets a second person in. */
function another({ gateway }: Setting): string {
  const keys = gateway.access.config()?.rollingKeys ?? [];
  const token = mintToken(keys)?.token ?? '';
  gateway.access.admit(readToken(keys, token) ?? '', { id: 'grt_2', session: 'ses_2', person: 'per_2' });
  return `Cookie: __Host-sallyport=${token}`;
}

describe('a connection to an upstream', () => {
  it('is not used again when the answer came before the last of the request had left', async () => {
    const setting = await oneGateway();
    const { client, asked, ask, gateway, upstream } = setting;
    const { peer } = await asked('POST /up', 'Transfer-Encoding: chunked');
    peer.socket.pause();
    const ours = gatewayEnd(peer);
    // Until the kernel takes no more, then the last chunk: the request was read to its end and has not left.
    const piece = `1000\r\n${'x'.repeat(4096)}\r\n`;
    const [live] = gateway.grant.alive;
    for (let sent = 0; ours.writableLength === 0; sent += piece.length) {
      client.write(piece);
      while ((live?.transferred().bytesIn ?? 0) < sent) await turn();
    }
    client.write('0\r\n\r\n');
    while (!(live?.transferred().bytesIn ?? 0)) await turn();
    for (let i = 0; i < 20; i++) await turn();
    expect(ours.writableLength).toBeGreaterThan(0);
    peer.answer('early');
    const response = await client.response();
    expect(response).toMatchObject({ status: 200, body: 'early' });
    expect(response.fields.get('connection')).toBe('close');
    await gateway.recorded(1);
    expect(ours.destroyed).toBe(true);
    const next = await gateway.connect();
    next.send('GET /next HTTP/1.1', 'Host: app.test.localhost', gateway.cookie);
    expect((await (await upstream.accept()).head())[0]).toBe('GET /next HTTP/1.1');
    ask('GET /smuggled');
  });

  it('is not used again after an upgrade that was refused', async () => {
    const { asked, ask, client, upstream, gateway } = await oneGateway();
    const { peer } = await asked(
      'GET /ws',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version: 13',
    );
    peer.answer('no');
    expect((await client.response()).body).toBe('no');
    await gateway.recorded(1);
    ask('GET /2');
    expect((await (await upstream.accept()).head())[0]).toBe('GET /2 HTTP/1.1');
  });
});

describe('a connection that its client signed in by itself', () => {
  it.each([
    ['in one field', ['Authorization: NTLM AAAA']],
    ['behind another field', ['Authorization: Basic QTpC', 'Authorization: NTLM AAAA']],
    ['after a tab', ['Authorization: Negotiate\tAAAA']],
  ])('is nobody else’s: %s', async (_name, fields) => {
    const setting = await oneGateway();
    const { asked, client, upstream, gateway } = setting;
    const { peer } = await asked('GET /', ...fields);
    peer.answer('mine');
    await client.response();
    await gateway.recorded(1);
    const other = await gateway.connect();
    other.send('GET /other HTTP/1.1', 'Host: app.test.localhost', another(setting));
    expect((await (await upstream.accept()).head())[0]).toBe('GET /other HTTP/1.1');
  });

  it('ends when another person comes over the same connection of a browser', async () => {
    const setting = await oneGateway();
    const { asked, client, upstream } = setting;
    const { peer } = await asked('GET /', 'Authorization: NTLM AAAA');
    peer.answer('first');
    await client.response();
    client.send('GET /second HTTP/1.1', 'Host: app.test.localhost', another(setting));
    const fresh = await upstream.accept();
    expect((await fresh.head())[0]).toBe('GET /second HTTP/1.1');
    await peer.watch.end();
    fresh.answer('second');
    expect((await client.response()).body).toBe('second');
  });

  it('ends when the app has another upstream', async () => {
    const { asked, ask, client, upstream, gateway } = await oneGateway();
    const { peer } = await asked('GET /', 'Authorization: NTLM AAAA');
    peer.answer('old');
    await client.response();
    const config = gateway.access.config();
    if (config !== undefined) gateway.access.replaceConfig({ ...config });
    ask('GET /moved');
    expect((await (await upstream.accept()).head())[0]).toBe('GET /moved HTTP/1.1');
    await peer.watch.end();
  });
});
