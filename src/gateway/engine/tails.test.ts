import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { defaultLimits } from '../listeners/listener-limits.ts';
import { createBodyRoom } from './body/body-room.ts';
import { ClientConnection, type ClientUser } from './client-connection.ts';
import { createDeadlines } from './deadlines.ts';
import { createFairTurns } from './fair-turns.ts';
import type { Tail } from './tails.ts';

/** A connection whose system takes a write when the test says so; `queued` is what its handle still holds. */
function connected(queued = 1) {
  const waiting: (() => void)[] = [];
  let written = '';
  const tls = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      written += bytes.toString('latin1');
      waiting.push(done);
    },
  });
  const raw = Object.assign(new Duplex({ read() {}, write() {} }), {
    resetAndDestroy: () => raw.destroy(),
    _handle: { writeQueueSize: queued },
  });
  const told: string[] = [];
  const user: ClientUser = {
    wantsBytes: false,
    session: 'ses_2',
    received: () => 0,
    drained() {},
    left: (why) => told.push(why),
    checkTime() {},
  };
  const deadlines = createDeadlines(createHandClock(), 100);
  onTestFinished(() => deadlines.stop());
  const client = new ClientConnection(
    { tls: Object.assign(tls, { servername: 'a' }) as unknown as TLSSocket, raw: raw as unknown as Socket },
    '127.0.0.1',
    {
      limits: defaultLimits,
      deadlines,
      strangers: createFairTurns({ perTurn: 24 }),
      bodyRoom: createBodyRoom({ total: 1_000, perParty: 1_000 }),
      wantsWholeBodies: () => false,
      knows: () => true,
      begin: () => user,
      refused() {},
      unheard() {},
      known() {},
      gone() {},
    },
  );
  const write = (text: string): boolean => client.write(Buffer.from(text));
  const next = (): void => void tls.push('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  const taken = (): void => waiting.shift()?.();
  return { client, tls, write, next, taken, told, written: () => written };
}

function tailOf(client: ClientConnection) {
  const tail = {
    endsAt: 0,
    behind: undefined as Tail | undefined,
    over: false,
    gone: () => void (tail.over = true),
  };
  client.trail(tail);
  return tail;
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const cause = { session: 'ses_1', reason: 'session-ended' };

describe('what has ended on a connection', () => {
  it('is over at once where nothing waits, else when its last byte was taken, and not when those behind it were', async () => {
    const { client, write, taken } = connected();
    expect(tailOf(client).over).toBe(true);
    write('first');
    const first = tailOf(client);
    await turn();
    write('second');
    const second = tailOf(client);
    await turn();
    expect([first.over, second.over]).toEqual([false, false]);
    taken();
    await turn();
    expect([first.over, second.over]).toEqual([true, false]);
    taken();
    await turn();
    expect(second.over).toBe(true);
  });

  it('is over when the connection is', async () => {
    const { client, write } = connected();
    write('first');
    const tail = tailOf(client);
    client.reset();
    expect(tail.over).toBe(true);
  });

  it('takes the connection with it when it is cut before, and says so to whoever uses it by now', async () => {
    const { client, tls, write, next, told, written } = connected();
    write('first');
    const tail = tailOf(client);
    await turn();
    next();
    await turn();
    write('second');
    client.cutTail(tail, cause);
    expect([tls.destroyed, told, tail.over]).toEqual([true, ['cut-with-another'], true]);
    expect(written()).toBe('first');
  });

  it('tells one of the same session why', async () => {
    const { client, tls, write, next, told } = connected();
    next();
    await turn();
    write('first');
    client.cutTail(tailOf(client), { ...cause, session: 'ses_2' });
    expect([tls.destroyed, told]).toEqual([true, ['session-ended']]);
  });

  it('harms nobody when it is cut after the system took all of it', async () => {
    const { client, tls, write, next, told } = connected(0);
    next();
    await turn();
    write('first');
    client.cutTail(tailOf(client), cause);
    expect([tls.destroyed, told]).toEqual([false, []]);
  });

  it('is cut too while the connection is being ended in order', async () => {
    const { client, tls, write } = connected();
    write('last');
    const tail = tailOf(client);
    client.finish();
    await turn();
    client.cutTail(tail, cause);
    expect([tls.destroyed, tail.over]).toEqual([true, true]);
  });
});
