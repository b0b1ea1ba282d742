import { afterEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { testApp } from '#testing/gateway.ts';
import { oneGateway } from '#testing/one-gateway.ts';
import { openWebSocket } from '#testing/open-websocket.ts';
import { controlFrame, opcode } from '../protocols/websocket/frames.ts';

const streamIdleMs = 60_000;

const leave: (() => void)[] = [];

// The clock stands still by then: nobody would wait out those who are still there.
afterEach(() => {
  for (const client of leave.splice(0)) client();
});

/** A gateway whose app bears a minute of silence, and a clock to move. */
async function setUp(limit = streamIdleMs) {
  const clock = createHandClock();
  const { timeouts } = testApp('');
  const setting = await oneGateway({ clock, app: { timeouts: { ...timeouts, streamIdleMs: limit } } });
  leave.push(() => setting.client.close());
  return { setting, clock, client: setting.client, gateway: setting.gateway };
}

describe('a WebSocket on which nothing is said', () => {
  it('is closed with 1001 and the reason, to both sides, in order', async () => {
    const { setting, clock, client, gateway } = await setUp();
    const peer = await openWebSocket(setting);
    clock.advance(streamIdleMs + 1_000);
    expect(await client.watch.end()).toBe('end');
    const word = Buffer.from(client.watch.text, 'latin1');
    expect([word[0], word.readUInt16BE(2)]).toEqual([0x88, 1001]);
    expect(word.toString('utf8', 4)).toMatch(/^idle-too-long: Nothing was said/);
    expect(await peer.watch.end()).toBe('end');
    const told = Buffer.from(peer.watch.text, 'latin1');
    const code = (told[6] ?? 0) ^ (told[2] ?? 0);
    expect([told[0], (told[1] ?? 0) >= 0x80, (code << 8) | ((told[7] ?? 0) ^ (told[3] ?? 0))]).toEqual([
      0x88,
      true,
      1001,
    ]);
    expect(gateway.records).toMatchObject([{ protocol: 'websocket', reason: 'idle-too-long' }]);
    expect(gateway.grant.ended).toEqual(['idle-too-long']);
    expect(gateway.grant.alive.size).toBe(0);
  });

  it('stays as long as either side says something, and a ping says nothing', async () => {
    const { setting, clock, client, gateway } = await setUp();
    const peer = await openWebSocket(setting);
    for (const from of ['client', 'server', 'client'] as const) {
      clock.advance(streamIdleMs - 1_000);
      const [here, there] = from === 'client' ? [client, peer] : [peer, client];
      const seen = there.watch.text.length;
      here.write(controlFrame(from, opcode.text, Buffer.from('x')));
      await there.watch.until((text) => text.length > seen);
    }
    clock.advance(streamIdleMs - 1_000);
    const seen = peer.watch.text.length;
    client.write(controlFrame('client', opcode.ping, Buffer.from('x')));
    await peer.watch.until((text) => text.length > seen);
    expect(gateway.records).toEqual([]);
    clock.advance(2_000);
    expect(await client.watch.end()).toBe('end');
  });

  it('is cut short in the middle of a frame: no word can be said there', async () => {
    const { setting, clock, client } = await setUp();
    const peer = await openWebSocket(setting);
    peer.write(Buffer.from([0x81, 5, 104]));
    await client.watch.until((text) => text.length === 3);
    clock.advance(streamIdleMs + 1_000);
    expect(await client.watch.end()).toBe('reset');
    expect(client.watch.text).toBe('\x81\x05h');
  });

  it('stays for ever where the limit is none', async () => {
    const { setting, clock, client, gateway } = await setUp(0);
    const peer = await openWebSocket(setting);
    clock.advance(100 * 3_600_000);
    peer.write(Buffer.from([0x81, 1, 104]));
    await client.watch.until((text) => text === '\x81\x01h');
    expect(gateway.records).toEqual([]);
  });
});

describe('an event stream on which nothing comes', () => {
  const stream = async (setting: Awaited<ReturnType<typeof setUp>>['setting'], fields: string) => {
    const { peer } = await setting.asked('GET /events', 'Accept: text/event-stream');
    peer.write(`HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n${fields}\r\n`);
    await setting.client.watch.until((text) => text.includes('\r\n\r\n'));
    return peer;
  };

  it.each([
    ['that runs until its end', '', 'data: 1\n\n'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n', '9\r\ndata: 1\n\n\r\n'],
  ])('%s is ended as if it were complete', async (_name, fields, event) => {
    const { setting, clock, client, gateway } = await setUp();
    const peer = await stream(setting, fields);
    clock.advance(streamIdleMs - 1_000);
    peer.write(event);
    await client.watch.until((text) => text.endsWith('data: 1\n\n\r\n'));
    clock.advance(streamIdleMs - 1_000);
    expect(gateway.records).toEqual([]);
    clock.advance(2_000);
    expect((await client.response()).body).toBe('data: 1\n\n');
    expect(await client.watch.end()).toBe('end');
    await peer.watch.end();
    expect(gateway.records).toMatchObject([{ protocol: 'sse', reason: 'idle-too-long' }]);
  });

  it('is cut short in the middle of a chunk', async () => {
    const { setting, clock, client } = await setUp();
    const peer = await stream(setting, 'Transfer-Encoding: chunked\r\n');
    peer.write('9\r\ndata');
    await client.watch.until((text) => text.endsWith('data'));
    clock.advance(streamIdleMs + 1_000);
    expect(await client.watch.end()).toBe('reset');
  });
});
