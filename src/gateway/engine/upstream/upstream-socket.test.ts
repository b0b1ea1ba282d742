import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { UpstreamSocket, type OnRead, type UpstreamUser } from './upstream-socket.ts';

function standIn() {
  let written = '';
  let onread: OnRead | undefined;
  const made = UpstreamSocket.plain((options) => {
    onread = options;
    const socket = new Duplex({
      read() {},
      write(bytes: Buffer, _encoding, done) {
        written += bytes.toString('latin1');
        done();
      },
    });
    const more = { resetAndDestroy: () => socket.destroy(), setTimeout() {} };
    return Object.assign(socket, more) as unknown as Socket;
  });
  const received: string[] = [];
  let closed = false;
  const user: UpstreamUser = {
    upstreamReceived: (bytes, length) => void received.push(bytes.toString('latin1', 0, length)),
    upstreamEnded() {},
    upstreamClosed: () => (closed = true),
    upstreamDrained() {},
  };
  const receive = (text: string): void => {
    const bytes = Buffer.from(text);
    onread?.callback(bytes.length, bytes);
  };
  const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));
  return { made, user, received, receive, turn, written: () => written, closed: () => closed };
}

describe('an upstream socket', () => {
  it('gives what comes to whoever wrote to it', async () => {
    const { made, user, receive, received, turn } = standIn();
    made.use(user);
    made.write('GET');
    await turn();
    receive('HTTP');
    expect([received, made.untouched]).toEqual([['HTTP'], false]);
  });

  it('takes no answer for one to a request that has not left: it is somebody else’s', async () => {
    const { made, user, receive, received, turn, written, closed } = standIn();
    made.use(user);
    made.write('first');
    await turn();
    made.use(user);
    made.write('second');
    receive('late');
    await turn();
    expect([received, written(), closed(), made.untouched]).toEqual([[], 'first', true, true]);
  });

  it('sends what was written before it ends in order, and not before a reset', async () => {
    const [ended, finished, reset] = [standIn(), standIn(), standIn()];
    for (const { made, user } of [ended, finished, reset]) {
      made.use(user);
      made.write('last');
      expect(made.queued).toBe(4);
    }
    ended.made.destroy();
    finished.made.finish(Buffer.from(' word'));
    reset.made.reset();
    await ended.turn();
    expect([ended.written(), finished.written(), reset.written()]).toEqual(['last', 'last word', '']);
  });
});
