import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createHandClock, type HandClock } from '#testing/clock.ts';
import { createBodyRoom } from './body/body-room.ts';
import { ClientConnection, type ClientHost, type ClientUser } from './client-connection.ts';
import { createDeadlines } from './deadlines.ts';
import { createFairTurns } from './fair-turns.ts';
import { defaultLimits } from '../listeners/listener-limits.ts';

/** A client's two sockets without a network: what is pushed is read, what is written is kept. */
function standIn() {
  let written = '';
  const tls = new Duplex({
    read() {},
    write(bytes: Buffer, _encoding, done) {
      written += bytes.toString('latin1');
      done();
    },
  });
  const raw = Object.assign(new Duplex({ read() {}, write() {} }), {
    resetAndDestroy: () => raw.destroy(),
  });
  return {
    tls: Object.assign(tls, { servername: 'a' }) as unknown as TLSSocket,
    raw: raw as unknown as Socket,
    push: (text: string) => void tls.push(text),
    written: () => written,
    turn: () => new Promise<void>((resolve) => void setImmediate(resolve)),
  };
}

const busy: ClientUser = { wantsBytes: false, received: () => 0, drained() {}, left() {}, checkTime() {} };
const clocks: { stop(): void }[] = [];
afterEach(() => {
  for (const deadlines of clocks.splice(0)) deadlines.stop();
});

function host(
  clock: HandClock,
  begin: ClientHost['begin'] = () => busy,
  changes: Partial<ClientHost> = {},
): ClientHost {
  const deadlines = createDeadlines(clock, 100);
  clocks.push(deadlines);
  const strangers = createFairTurns({ perTurn: 24 });
  const bodies = {
    bodyRoom: createBodyRoom({ total: 1_000, perParty: 1_000 }),
    wantsWholeBodies: () => false,
    knows: () => false,
  };
  const nothing = { refused() {}, unheard() {}, known() {}, gone() {} };
  return { limits: defaultLimits, deadlines, strangers, begin, ...bodies, ...nothing, ...changes };
}

const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

describe('a client connection', () => {
  it('reads at most 16 KiB ahead of the request that is being answered', async () => {
    const sockets = standIn();
    const client = new ClientConnection(sockets, '127.0.0.1', host(createHandClock()));
    let seen = 0;
    sockets.tls.on('data', (bytes: Buffer) => (seen += bytes.length));
    sockets.push(request);
    for (let i = 0; i < 100; i++) {
      sockets.push('x'.repeat(4096));
      await sockets.turn();
    }
    expect(sockets.tls.isPaused()).toBe(true);
    expect(seen).toBeLessThanOrEqual(request.length + defaultLimits.aheadBytes + 4096);
    expect(client.open).toBe(true);
  });

  it('lets nothing leave after a reset, be it written in the same turn, and all before an orderly end', async () => {
    const [reset, ended] = [standIn(), standIn()];
    for (const sockets of [reset, ended]) {
      const client = new ClientConnection(sockets, '127.0.0.1', host(createHandClock()));
      client.write(Buffer.from('bytes'));
      expect(client.queued).toBe(5);
      if (sockets === reset) client.reset();
      else client.finish();
    }
    await reset.turn();
    expect([reset.written(), ended.written()]).toEqual(['', 'bytes']);
  });

  it('takes a head that comes byte by byte, and the next one after it', async () => {
    const sockets = standIn();
    const heads: string[] = [];
    const connection = new ClientConnection(
      sockets,
      '127.0.0.1',
      host(createHandClock(), (head, client) => {
        heads.push(head.target);
        client.next();
        return busy;
      }),
    );
    for (const byte of `${request}GET /2 HTTP/1.1\r\nHost: a\r\n\r\n`) {
      sockets.push(byte);
      await sockets.turn();
    }
    expect(heads).toEqual(['/', '/2']);
    expect(connection.open).toBe(true);
  });

  it.each([
    ['no head at all', '', defaultLimits.headMs],
    ['half a head', 'GET / HTTP/1.1\r\n', defaultLimits.headMs],
  ])('does not wait forever for a first request: %s', async (_name, text, limit) => {
    const clock = createHandClock();
    const sockets = standIn();
    const client = new ClientConnection(sockets, '127.0.0.1', host(clock));
    sockets.push(text);
    await sockets.turn();
    clock.advance(limit - 200);
    expect(client.open).toBe(true);
    clock.advance(500);
    expect(client.open).toBe(false);
    clock.advance(defaultLimits.lingerMs + 200);
    expect(sockets.raw.destroyed).toBe(true);
  });

  it('remembers the lines of a head for as long as requests follow each other, and no longer', async () => {
    const clock = createHandClock();
    const sockets = standIn();
    const client = new ClientConnection(
      sockets,
      '127.0.0.1',
      host(clock, (_head, connection) => {
        connection.next();
        return busy;
      }),
    );
    sockets.push(request);
    await sockets.turn();
    expect(client.memory.block?.text).toBe('Host: a\r\n\r\n');
    clock.advance(500);
    expect(client.memory.block).toBeDefined();
    clock.advance(1_500);
    expect(client.memory.block).toBeUndefined();
    expect(client.open).toBe(true);
  });

  it('does not let a trickle keep a head alive', async () => {
    const clock = createHandClock();
    const sockets = standIn();
    const client = new ClientConnection(sockets, '127.0.0.1', host(clock));
    sockets.push('GET / HTTP/1.1\r\n');
    for (let i = 0; i < defaultLimits.headMs / 1000 + 1; i++) {
      sockets.push('X-A: b\r\n');
      await sockets.turn();
      clock.advance(1000);
    }
    expect(client.open).toBe(false);
    expect(sockets.written()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('lets a connection be silent between requests only for a while', () => {
    const clock = createHandClock();
    const sockets = standIn();
    const client = new ClientConnection(
      sockets,
      '127.0.0.1',
      host(clock, (_head, connection) => {
        connection.next();
        return busy;
      }),
    );
    sockets.tls.emit('data', Buffer.from(request));
    clock.advance(defaultLimits.idleMs - 200);
    expect(client.open).toBe(true);
    clock.advance(500);
    expect(client.open).toBe(false);
  });

  it('refuses a head that is too large before it is whole', () => {
    const sockets = standIn();
    const client = new ClientConnection(sockets, '127.0.0.1', host(createHandClock()));
    sockets.tls.emit('data', Buffer.from(`GET / HTTP/1.1\r\nX: ${'a'.repeat(defaultLimits.headBytes)}`));
    expect(sockets.written()).toMatch(/^HTTP\/1\.1 431 /);
    expect(client.open).toBe(false);
  });

  describe('of a stranger', () => {
    /** Connections that begin their requests in turns of the event loop that the test makes. */
    function inTurns(perTurn: number) {
      const armed: (() => void)[] = [];
      const begun: string[] = [];
      const strangers = createFairTurns({ perTurn, later: (callback) => void armed.push(callback) });
      const known = new Set<string>();
      const begin: ClientHost['begin'] = (head, client) => {
        begun.push(head.target);
        if (head.target === '/in') client.recognise();
        client.next();
        return busy;
      };
      const knows = ({ target }: { readonly target: string }): boolean => known.has(target);
      const around = host(createHandClock(), begin, { strangers, knows });
      const open = (address: string) => {
        const sockets = standIn();
        const client = new ClientConnection(sockets, address, around);
        // What is pushed is read a turn later.
        const push = async (text: string): Promise<void> => {
          sockets.push(text);
          await sockets.turn();
        };
        return { ...sockets, push, client };
      };
      const round = (): void => {
        for (const callback of armed.splice(0)) callback();
      };
      return { open, begun, known, round };
    }
    const get = (target: string, cookie = ''): string => `GET ${target} HTTP/1.1\r\nHost: a\r\n${cookie}\r\n`;
    const token = 'Cookie: __Host-sallyport=abc\r\n';

    it('waits for its turn, and nobody who brings a token or was let in waits behind it', async () => {
      const { open, begun, known, round } = inTurns(2);
      known.add('/in');
      const member = open('192.0.2.1');
      await member.push(get('/in', token));
      for (let n = 0; n < 5; n++) await open('198.51.100.1').push(get(`/${n}`));
      expect(begun).toEqual(['/in', '/0', '/1']);
      await member.push(get('/again'));
      expect(begun.at(-1)).toBe('/again');
      await open('192.0.2.7').push(get('/other', token));
      round();
      expect(begun.slice(4)).toEqual(['/2', '/other']);
    });

    it('waits with what cannot be read too, and is served no longer when it has left meanwhile', async () => {
      const { open, begun, round } = inTurns(1);
      const [first, bad, gone] = [open('192.0.2.1'), open('192.0.2.2'), open('192.0.2.3')];
      await first.push(get('/first'));
      await bad.push('nonsense\r\n\r\n');
      await gone.push(get('/gone'));
      expect(bad.client.open).toBe(true);
      gone.client.reset();
      round();
      await bad.turn();
      expect(bad.written()).toContain('HTTP/1.1 400 ');
      round();
      expect(begun).toEqual(['/first']);
    });
  });
});
