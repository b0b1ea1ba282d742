import { describe, expect, it } from 'vitest';
import { createHandClock } from '#testing/clock.ts';
import { oneGateway } from '#testing/one-gateway.ts';
import type { Found } from '../grants/face.ts';

// Whatever becomes of a request, one record says so, with who asked as far as that was known.

const host = 'Host: app.test.localhost';
const known = { person: 'per_test', session: 'ses_test', grant: 'grt_test' };

describe('a request leaves exactly one record', () => {
  it('when the gateway stops, which is not the client’s doing', async () => {
    const { asked, client, gateway } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    await client.watch.until((text) => text.endsWith('half'));
    await gateway.close();
    expect(gateway.records).toMatchObject([{ ...known, status: 200, reason: 'gateway-stopped' }]);
    expect(gateway.grant.alive.size).toBe(0);
  });

  it('when it is cut while it is being registered', async () => {
    const { ask, client, gateway } = await oneGateway();
    gateway.grant.cut();
    ask('GET /');
    expect((await client.response()).status).toBe(403);
    expect(gateway.records).toMatchObject([{ ...known, status: 403, reason: 'session-ended' }]);
  });

  it('when somebody known is refused, or asked to sign in more strongly: with their name', async () => {
    const { ask, client, gateway } = await oneGateway();
    const lists = { advice: [], subjects: [] };
    const refusal = { kind: 'refused', id: 1, asOf: 1, epoch: 'e', ttlMs: 0, ...lists } as const;
    const who = { person: 'per_9', session: 'ses_9' };
    for (const outcome of ['deny', 'challenge'] as const) {
      const reason = outcome === 'deny' ? 'no-policy-allows' : 'stronger-sign-in-needed';
      gateway.access.answer = () => ({ kind: 'refused', refusal: { ...refusal, ...who, outcome, reason } });
      ask(`GET /${outcome}`);
      await client.response();
    }
    gateway.access.answer = () => ({
      kind: 'refused',
      refusal: { ...refusal, outcome: 'deny', reason: 'person-disabled' },
    });
    ask('GET /unnamed');
    await client.response();
    expect(gateway.records).toMatchObject([{ ...who, path: '/deny' }, { ...who, path: '/challenge' }, {}]);
    expect(gateway.records[2]).not.toHaveProperty('person');
    expect(gateway.records.every((record) => record.grant === undefined)).toBe(true);
  });

  it('when one person has too many requests under way at an app', async () => {
    const { asked, gateway } = await oneGateway({ limits: { upstreamsPerPerson: 1 } });
    await asked('GET /slow');
    const other = await gateway.connect();
    other.send('GET /more HTTP/1.1', host, gateway.cookie);
    const refused = await other.response();
    expect([refused.status, refused.fields.get('retry-after')]).toEqual([429, '2']);
    expect(gateway.records).toMatchObject([{ ...known, path: '/more', status: 429, reason: 'too-many' }]);
  });

  it('when deciding throws, and when it rejects', async () => {
    const { ask, client, gateway } = await oneGateway();
    gateway.access.answer = () => {
      throw new Error('broken');
    };
    ask('GET /thrown');
    expect((await client.response()).status).toBe(500);
    gateway.access.answer = () => Promise.reject(new Error('broken'));
    ask('GET /rejected');
    expect((await client.response()).status).toBe(500);
    const why = { status: 500, reason: 'internal', person: undefined };
    expect(gateway.records.map((record) => ({ person: undefined, ...record }))).toMatchObject([
      { ...why, path: '/thrown' },
      { ...why, path: '/rejected' },
    ]);
    expect(gateway.faults).toHaveLength(2);
  });

  it('when the client leaves while it is decided', async () => {
    const { ask, client, gateway } = await oneGateway();
    let answer: (found: Found) => void = () => {};
    const answered = new Promise<Found>((resolve) => (answer = resolve));
    await new Promise<void>((asked) => {
      gateway.access.answer = () => {
        asked();
        return answered;
      };
      ask('GET /');
    });
    client.close();
    expect(await gateway.recorded(1)).toMatchObject([{ status: 0, reason: 'client-left', path: '/' }]);
    answer({ kind: 'unavailable', reason: 'control-unreachable' });
    await answered;
    expect(gateway.records).toHaveLength(1);
  });

  it('when the client leaves while the body of its form is waited for', async () => {
    const { client, gateway } = await oneGateway({
      app: { access: 'public', upstream: { kind: 'control' } },
    });
    client.send('POST /secret HTTP/1.1', host, 'Content-Length: 10');
    client.write('12345');
    const other = await gateway.connect();
    other.send('GET / HTTP/1.1', host);
    await other.response();
    client.close();
    const records = await gateway.recorded(2);
    expect(records[1]).toMatchObject({ status: 0, reason: 'client-left', path: '', method: '' });
  });

  it('when its head comes too slowly, with nothing that it said', async () => {
    const clock = createHandClock();
    const { client, gateway } = await oneGateway({ clock });
    client.write(`GET /secret HTTP/1.1\r\n${host}\r\n`);
    const other = await gateway.connect();
    other.send('GET / HTTP/1.1', host);
    await other.response();
    clock.advance(20_000);
    expect((await client.response()).status).toBe(400);
    expect(gateway.records[1]).toMatchObject({ status: 400, reason: 'head-too-slow', path: '', method: '' });
  });

  it('when an ordinary answer falls silent', async () => {
    const clock = createHandClock();
    const { asked, client, gateway } = await oneGateway({ clock });
    const { peer } = await asked('GET /');
    peer.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    await client.watch.until((text) => text.endsWith('half'));
    clock.advance(20_000);
    expect(await client.watch.end()).toBe('reset');
    expect(gateway.records).toMatchObject([{ ...known, status: 200, reason: 'idle' }]);
  });

  it('for each of several sent at once, in order', async () => {
    const { client, gateway, upstream } = await oneGateway();
    const one = (path: string, cookie: string): string => `GET ${path} HTTP/1.1\r\n${host}\r\n${cookie}\r\n`;
    client.write(one('/1', `${gateway.cookie}\r\n`) + one('/2', '') + one('/3', `${gateway.cookie}\r\n`));
    const peer = await upstream.accept();
    await peer.head();
    peer.answer('1');
    expect((await client.response()).body).toBe('1');
    expect((await client.response()).status).toBe(401);
    await peer.head();
    peer.answer('3');
    expect((await client.response()).body).toBe('3');
    expect(gateway.records).toMatchObject([
      { path: '/1', ...known },
      { path: '/2', reason: 'not-signed-in' },
      { path: '/3', ...known },
    ]);
  });
});

describe('a program with a key', () => {
  const key = `ska_${'a'.repeat(60)}`;
  it.each([
    ['that is none', [`Proxy-Authorization: Bearer ${key}`], 400, 'key-malformed'],
    ['twice', ['Proxy-Authorization: Bearer a', 'Sallyport-Authorization: Bearer b'], 400, 'key-malformed'],
  ])('%s leaves a record that does not hold it', async (_name, fields, status, reason) => {
    const { client, gateway } = await oneGateway();
    client.send('GET / HTTP/1.1', host, ...fields);
    expect((await client.response()).status).toBe(status);
    expect(gateway.records).toMatchObject([{ status, reason, app: 'app_test' }]);
    expect(JSON.stringify(gateway.records)).not.toContain(key);
  });
});
