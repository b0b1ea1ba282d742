import { expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';
import { openWebSocket } from '#testing/open-websocket.ts';
import { controlFrame, opcode } from '../protocols/websocket/frames.ts';

const text = (from: 'client' | 'server', words: string) => {
  const frame = controlFrame(from, opcode.text, Buffer.from(words, 'latin1'));
  return frame.toString('latin1');
};
const ping = (from: 'client' | 'server') => controlFrame(from, opcode.ping, Buffer.from('?'));

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise<void>((resolve) => void setImmediate(resolve));
}

it('answers the pings of both sides while it is held, and carries not a byte', async () => {
  const setting = await oneGateway();
  const { client, gateway } = setting;
  const peer = await openWebSocket(setting);
  gateway.grant.hold();
  const up = text('client', 'up');
  const down = text('server', 'down');
  client.write(up);
  peer.write(down);
  client.write(ping('client'));
  peer.write(ping('server'));
  await client.watch.until((seen) => seen === '\x8a\x01?');
  await peer.watch.until((seen) => seen.length === 7);
  expect([...Buffer.from(peer.watch.take(7), 'latin1').subarray(0, 2)]).toEqual([0x8a, 0x81]);
  client.watch.take(3);
  await turns();
  expect(client.watch.text + peer.watch.text).toBe('');
  gateway.grant.release();
  await client.watch.until((seen) => seen === down);
  await peer.watch.until((seen) => seen === Buffer.from(up, 'latin1').toString('latin1'));
  // Neither side ever sees the other's ping: it was answered.
  peer.write(text('server', 'on'));
  await client.watch.until((seen) => seen === down + text('server', 'on'));
  const [record] = (client.close(), await gateway.recorded(1));
  expect(record).toMatchObject({ bytesIn: up.length });
});

it('says nothing to somebody who stands in the middle of a frame; their ping waits for the other side', async () => {
  const setting = await oneGateway();
  const { client, gateway } = setting;
  const peer = await openWebSocket(setting);
  const whole = text('server', 'halved');
  peer.write(whole.slice(0, 4));
  await client.watch.until((seen) => seen.length === 4);
  gateway.grant.hold();
  client.write(ping('client'));
  peer.write(whole.slice(4));
  peer.write(ping('server'));
  await peer.watch.until((seen) => seen.length === 7);
  await turns();
  expect(client.watch.text).toBe(whole.slice(0, 4));
  peer.watch.take(7);
  gateway.grant.release();
  await client.watch.until((seen) => seen === whole);
  const passed = await peer.watch.until((seen) => seen.length === 7);
  expect(Buffer.from(passed, 'latin1')[0]).toBe(0x89);
});

it('reads no more than a little while it is held', async () => {
  const setting = await oneGateway();
  const { gateway, client } = setting;
  const peer = await openWebSocket(setting);
  gateway.grant.hold();
  const frame = Buffer.concat([Buffer.from([0x82, 127, 0, 0, 0, 0, 2, 0, 0, 0]), Buffer.alloc(1 << 25)]);
  const drained = new Promise<string>((resolve) => void peer.socket.write(frame, () => resolve('drained')));
  let before = -1;
  while (before !== peer.socket.bytesWritten - peer.socket.writableLength) {
    before = peer.socket.bytesWritten - peer.socket.writableLength;
    await new Promise<void>((resolve) => void setTimeout(resolve, 50));
  }
  expect(peer.socket.writableLength).toBeGreaterThan(0);
  gateway.grant.release();
  expect(await drained).toBe('drained');
  await client.watch.until((seen) => seen.length === frame.length);
});

it('answers nobody any more once the time of the hold is found to be over', async () => {
  const setting = await oneGateway();
  const { client, gateway } = setting;
  await openWebSocket(setting);
  gateway.grant.hold();
  gateway.grant.lapse('cut');
  client.write(ping('client'));
  expect(await client.watch.end()).toBe('reset');
  expect(client.watch.text).not.toContain('\x8a');
});

it('delivers what its server said last before it closed during the hold', async () => {
  const setting = await oneGateway();
  const { client, gateway } = setting;
  const peer = await openWebSocket(setting);
  gateway.grant.hold();
  peer.socket.end(Buffer.from(text('server', 'bye'), 'latin1'));
  await turns();
  expect(client.watch.text).toBe('');
  gateway.grant.release();
  expect(await client.watch.end()).toBe('end');
  expect(client.watch.text).toBe(text('server', 'bye'));
});
