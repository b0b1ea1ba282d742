import { describe, expect, it } from 'vitest';
import { oneGateway, type Setting } from '#testing/one-gateway.ts';
import { openWebSocket } from '#testing/open-websocket.ts';

const masked = (text: string) =>
  Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text, 'latin1')]);

describe('a cut', () => {
  it('in the middle of an answer resets both sides: what is cut short looks cut short', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbefore');
    await client.watch.until((text) => text.endsWith('before'));
    gateway.grant.cut({ reason: 'cut-by-administrator' });
    peer.write('after');
    expect(await client.watch.end()).toBe('reset');
    expect(await peer.watch.end()).toBe('reset');
    expect(client.watch.text).not.toContain('after');
    expect(gateway.records).toMatchObject([{ status: 200, reason: 'cut-by-administrator' }]);
    expect(gateway.grant.alive.size).toBe(0);
  });

  it('before an answer says why, then resets', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /slow', 'Sec-Fetch-Mode: navigate');
    gateway.grant.cut({ reason: 'session-ended' });
    const response = await client.response();
    expect(response).toMatchObject({ status: 403 });
    expect(response.body).toContain('Your session has ended.');
    expect(await client.watch.end()).toBe('reset');
    expect(await peer.watch.end()).toBe('reset');
  });

  it('while a body is being sent stops it', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('POST /up', 'Content-Length: 1000');
    client.write('before');
    await peer.watch.until((text) => text === 'before');
    gateway.grant.cut();
    client.write('after');
    expect(await peer.watch.end()).toBe('reset');
    expect(peer.watch.text).toBe('before');
  });

  it('of a WebSocket between two frames says 1008 with the reason, then resets', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    peer.write(Buffer.from([0x81, 2, 104, 105]));
    await client.watch.until((text) => text === '\x81\x02hi');
    gateway.grant.cut({ reason: 'cut-by-administrator' });
    expect(await client.watch.end()).toBe('reset');
    const word = Buffer.from(client.watch.text.slice(4), 'latin1');
    expect([word[0], word.readUInt16BE(2)]).toEqual([0x88, 1008]);
    expect(word.length).toBe(2 + (word[1] ?? 0));
    expect(word.toString('utf8', 4)).toMatch(/^cut-by-administrator: An administrator ended/);
    expect(await peer.watch.end()).toBe('reset');
  });

  it('of a WebSocket in the middle of a frame says nothing: it would be read as payload', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    peer.write(Buffer.from([0x81, 5, 104, 105]));
    await client.watch.until((text) => text === '\x81\x05hi');
    gateway.grant.cut();
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).toBe('\x81\x05hi');
  });

  it('of a WebSocket whose server has closed says nothing more', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    peer.write(Buffer.from([0x88, 2, 3, 232]));
    await client.watch.until((text) => text.length === 4);
    gateway.grant.cut();
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).toBe('\x88\x02\x03\xe8');
  });

  it('of somebody who does not read resets at once, whatever waits in the queue', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    client.socket.pause();
    const frame = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 1, 0, 0, 0]), Buffer.alloc(1 << 24)]);
    const drained = new Promise<void>((resolve) => void peer.socket.write(frame, () => resolve()));
    const stuck = await Promise.race([drained.then(() => false), queueStands(setting)]);
    expect(stuck).toBe(true);
    gateway.grant.cut();
    expect(await peer.watch.end()).toBe('reset');
    client.socket.resume();
    await client.watch.end();
    const [record] = await gateway.recorded(1);
    // An orderly close would still deliver what waits in the kernel, which is most of it.
    expect(client.watch.text.length).toBeLessThan((record?.bytesOut ?? 0) / 2);
  });

  it('finds an answer that is complete here and not yet with the client', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const { peer } = await setting.asked('GET /');
    client.socket.pause();
    const size = 1 << 24;
    peer.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
    peer.write(Buffer.alloc(size));
    await queueStands(setting);
    expect(gateway.grant.alive.size).toBe(1);
    gateway.grant.cut();
    client.socket.resume();
    await client.watch.end();
    expect(client.watch.text.length).toBeLessThan(size);
    expect(gateway.records).toMatchObject([{ reason: 'session-ended' }]);
  });

  it('finds an answer that counts as complete, and whose last bytes wait here for a client who does not read', async () => {
    const setting = await oneGateway();
    const { ask, client, gateway } = setting;
    client.socket.pause();
    ask('GET /');
    const peer = await setting.upstream.accept();
    const body = 'x'.repeat(60_000);
    let requests = 1;
    for (; ; requests++) {
      await peer.head();
      peer.answer(body);
      await gateway.recorded(requests);
      if (!(await isTaken(setting))) break;
      ask('GET /');
    }
    expect(gateway.grant.alive.size).toBe(1);
    gateway.grant.cut();
    client.socket.resume();
    await client.watch.end();
    expect(client.watch.text.length).toBeLessThan(requests * body.length);
  });

  it('in the turn in which an answer was complete harms nobody who reads', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.answer('whole');
    await gateway.recorded(1);
    expect(gateway.grant.alive.size).toBe(1);
    gateway.grant.cut();
    expect((await client.response()).body).toBe('whole');
    client.send('GET / HTTP/1.1', 'Host: app.test.localhost');
    expect((await client.response()).status).toBe(401);
  });

  it('that comes twice, or after the end, does nothing', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    const [live] = gateway.grant.alive;
    gateway.grant.cut();
    gateway.grant.cut();
    await client.watch.end();
    await peer.watch.end();
    live?.cut({ reason: 'again', advice: [], challenge: false });
    live?.hold();
    live?.release();
    expect(gateway.records).toHaveLength(1);
  });

  it('that crossed the answer on the wire wins: not a byte reaches the upstream', async () => {
    const { ask, client, gateway, upstream } = await oneGateway();
    gateway.grant.cut();
    ask('GET /');
    await client.watch.end();
    expect(gateway.grant.registered).toBe(1);
    expect(upstream.connections).toBe(0);
  });

  it('that is found only by asking before a chunk stops that chunk', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbefore');
    await client.watch.until((text) => text.endsWith('before'));
    gateway.grant.lapse('cut');
    peer.write('after');
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).not.toContain('after');
    expect(gateway.records).toMatchObject([{ reason: 'knowledge-stale' }]);
  });

  it('the same from client to upstream', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    gateway.grant.lapse('cut');
    client.write(masked('secret'));
    expect(await peer.watch.end()).toBe('reset');
    expect(peer.watch.text).toBe('');
  });
});

describe('a hold', () => {
  it('stops both directions, a release lets them go on without a byte lost', async () => {
    const setting = await oneGateway();
    const { client, gateway } = setting;
    const peer = await openWebSocket(setting);
    gateway.grant.hold();
    client.write(masked('up'));
    peer.write(Buffer.from([0x81, 4, 100, 111, 119, 110]));
    const other = await gateway.connect();
    // A turn of everybody's loop: what was going to leak has leaked.
    for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
    other.close();
    expect(client.watch.text + peer.watch.text).toBe('');
    gateway.grant.release();
    await client.watch.until((text) => text === '\x81\x04down');
    await peer.watch.until((text) => text.endsWith('up'));
  });

  it('found by asking keeps the chunk in hand until the release', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('POST /', 'Content-Length: 6');
    gateway.grant.lapse('hold');
    client.write('abcdef');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
    for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
    expect(client.watch.text + peer.watch.text).toBe('');
    gateway.grant.release();
    expect((await client.response()).body).toBe('hello');
  });

  it('keeps what comes in several pieces in order, also what comes right before the release', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('POST /', 'Content-Length: 40000');
    client.write('begin');
    await peer.watch.until((text) => text === 'begin');
    gateway.grant.hold();
    let sent = 'begin';
    for (const letter of 'abcdefgh') {
      const piece = letter.repeat(3000);
      sent += piece;
      client.write(piece);
      await new Promise<void>((resolve) => void setTimeout(resolve, 1));
    }
    expect(peer.watch.text).toBe('begin');
    gateway.grant.release();
    const rest = 'z'.repeat(40_000 - sent.length);
    client.write(rest);
    const came = await peer.watch.until((text) => text.length >= 40_000);
    expect(came === sent + rest).toBe(true);
  });

  it('before the upstream is connected sends nothing until the release', async () => {
    const { ask, client, gateway, upstream } = await oneGateway();
    gateway.grant.hold();
    ask('GET /');
    const peer = await upstream.accept();
    for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
    expect(peer.watch.text).toBe('');
    gateway.grant.release();
    await peer.head();
    peer.answer('ok');
    expect((await client.response()).body).toBe('ok');
  });

  it('outlives the end of the upstream', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\n\r\nfirst');
    await client.watch.until((text) => text.includes('first'));
    gateway.grant.hold();
    peer.socket.end('second');
    for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
    expect(client.watch.text).not.toContain('second');
    gateway.grant.release();
    expect((await client.response()).body).toBe('firstsecond');
  });

  it('ends in a cut if need be', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nbefore');
    await client.watch.until((text) => text.endsWith('before'));
    gateway.grant.hold();
    peer.write('after');
    gateway.grant.cut();
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).not.toContain('after');
  });
});

/** Waits until the gateway no longer takes what the upstream sends. */
async function queueStands({ gateway }: Setting): Promise<boolean> {
  const [live] = gateway.grant.alive;
  let last = -1;
  for (;;) {
    const { bytesOut } = live?.transferred() ?? { bytesOut: 0 };
    if (bytesOut > 0 && bytesOut === last) return true;
    last = bytesOut;
    await new Promise<void>((resolve) => void setTimeout(resolve, 50));
  }
}

/** Whether the client's system takes what was answered; no, once all buffers on the way are full. */
async function isTaken({ gateway }: Setting): Promise<boolean> {
  for (let turn = 0; turn < 100 && gateway.grant.alive.size > 0; turn++) {
    await new Promise<void>((resolve) => void setTimeout(resolve, 1));
  }
  return gateway.grant.alive.size === 0;
}
