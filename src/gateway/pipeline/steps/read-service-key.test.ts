import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oneGateway, type Setting } from '#testing/one-gateway.ts';

const host = 'Host: app.test.localhost';
const key = `slk_${'k'.repeat(43)}`;
const hash = createHash('sha256').update(key).digest('hex');
const person = 'sva_1';

async function withKey(app: Parameters<typeof oneGateway>[0] = {}): Promise<Setting> {
  const setting = await oneGateway(app);
  setting.gateway.access.admit(hash, { id: 'grt_key', session: 'svk_1', person });
  return setting;
}

async function asks({ client }: Setting, ...fields: readonly string[]) {
  client.send('GET / HTTP/1.1', host, ...fields);
  return client.response();
}

describe('a key of a service account', () => {
  it.each([
    `Proxy-Authorization: Bearer ${key}`,
    `Sallyport-Authorization: Bearer ${key}`,
    `sallyport-authorization:bearer  ${key}  `,
    `PROXY-AUTHORIZATION: BEARER ${key}`,
  ])('is taken from %s, and goes no further', async (line) => {
    const setting = await withKey({
      app: { keepHeaders: ['proxy-authorization', 'sallyport-authorization'] },
    });
    setting.client.send('GET / HTTP/1.1', host, 'Authorization: Basic YXBw', line);
    const peer = await setting.upstream.accept();
    const lines = await peer.head();
    expect(lines.join('\n')).not.toContain('slk_');
    expect(lines.filter((each) => /authorization/i.test(each))).toEqual(['Authorization: Basic YXBw']);
    expect(lines).toContain('Sallyport-Assertion: signed');
    expect(setting.gateway.access.asked).toMatchObject([{ tokenHash: hash }]);
  });

  it('is asked about by its hash on every request of a connection, and by none that came before', async () => {
    const setting = await withKey();
    const { gateway, client, upstream } = setting;
    client.send('GET /1 HTTP/1.1', host, `Proxy-Authorization: Bearer ${key}`);
    const peer = await upstream.accept();
    for (const target of ['/2', '/3']) {
      await peer.head();
      peer.answer('ok');
      await client.response();
      client.send(`GET ${target} HTTP/1.1`, host, `Proxy-Authorization: Bearer ${key}`);
    }
    await peer.head();
    peer.answer('ok');
    await client.response();
    const other = await asks(setting, `Proxy-Authorization: Bearer slk_${'o'.repeat(43)}`);
    expect(other.status).toBe(401);
    expect((await asks(setting)).status).toBe(401);
    expect(gateway.access.asked.map(({ tokenHash }) => tokenHash === hash)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it.each([
    ['twice', [`Proxy-Authorization: Bearer ${key}`, `Proxy-Authorization: Bearer ${key}`]],
    ['in both fields', [`Proxy-Authorization: Bearer ${key}`, `Sallyport-Authorization: Bearer ${key}`]],
    ['of another scheme', [`Proxy-Authorization: Basic ${key}`]],
    ['with more behind it', [`Proxy-Authorization: Bearer ${key}, Bearer ${key}`]],
    ['too short', [`Proxy-Authorization: Bearer ${key.slice(0, -1)}`]],
    ['too long', [`Proxy-Authorization: Bearer ${key}k`]],
    ['for the API', [`Proxy-Authorization: Bearer slp_${'k'.repeat(43)}`]],
    ['empty', ['Sallyport-Authorization:']],
  ])('%s is refused before anybody is asked', async (_, fields) => {
    const setting = await withKey();
    const refused = await asks(setting, 'Accept: text/html', 'Sec-Fetch-Mode: navigate', ...fields);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'key-malformed' });
    expect(setting.gateway.access.asked).toEqual([]);
  });

  it('beside a session of a person is refused: one of the two would be decided on, and which is a guess', async () => {
    const setting = await withKey();
    const refused = await asks(setting, setting.gateway.cookie, `Proxy-Authorization: Bearer ${key}`);
    expect(refused.status).toBe(400);
    expect(setting.gateway.access.asked).toEqual([]);
  });

  it('under another spelling of the name is none, and goes no further either', async () => {
    const setting = await withKey();
    const refused = await asks(setting, `Sallyport_Authorization: Bearer ${key}`);
    expect(JSON.parse(refused.body)).toMatchObject({ status: 401, code: 'not-signed-in' });
  });

  it('in `Authorization` is the application’s business', async () => {
    const setting = await withKey();
    expect((await asks(setting, `Authorization: Bearer ${key}`)).status).toBe(401);
    expect(setting.gateway.access.asked).toEqual([]);
  });

  it('opens none of our own hosts', async () => {
    const setting = await withKey({ app: { system: 'console' } });
    const refused = await asks(setting, `Proxy-Authorization: Bearer ${key}`);
    expect([refused.status, JSON.parse(refused.body).code]).toEqual([403, 'key-not-taken']);
    expect(setting.gateway.access.asked).toEqual([]);
  });
});

describe('a program that is refused', () => {
  const page = ['Accept: text/html', 'Sec-Fetch-Mode: navigate'];

  it.each([
    ['unknown-token', 'key-unknown'],
    ['key-revoked', 'key-revoked'],
    ['key-expired', 'key-expired'],
  ])('for %s reads so, as data, and is not sent to sign in', async (reason, code) => {
    const setting = await withKey();
    setting.gateway.access.answer = () => ({ kind: 'sign-in', reason });
    const refused = await asks(setting, ...page, `Proxy-Authorization: Bearer ${key}`);
    expect(refused.status).toBe(401);
    expect(refused.fields.get('content-type')).toBe('application/problem+json');
    expect(refused.fields.get('www-authenticate')).toContain(`error="${code}"`);
    expect(refused.fields.get('location')).toBeUndefined();
    expect(refused.fields.get('set-cookie')).toBeUndefined();
    expect(JSON.parse(refused.body)).toMatchObject({ code });
  });

  it('for good gets the reason, and never a challenge', async () => {
    const setting = await withKey();
    const rest = { id: 1, asOf: 1, epoch: 'e', advice: ['Ask.'], subjects: [], ttlMs: 1000 };
    for (const outcome of ['deny', 'challenge'] as const) {
      const reason = 'no-policy-allows';
      setting.gateway.access.answer = () => ({
        kind: 'refused',
        refusal: { kind: 'refused', outcome, reason, ...rest },
      });
      const refused = await asks(setting, ...page, `Proxy-Authorization: Bearer ${key}`);
      expect(refused.status).toBe(403);
      expect(JSON.parse(refused.body)).toMatchObject({ code: reason, advice: ['Ask.'] });
    }
  });

  it('for a key that is nobody’s makes us ask once, and others of its address not without end', async () => {
    const setting = await withKey();
    setting.gateway.access.answer = () => ({ kind: 'sign-in', reason: 'unknown-token' });
    const madeUp = (n: number) => `Proxy-Authorization: Bearer slk_${String(n).padStart(43, '0')}`;
    for (let n = 0; n < 3; n++) await asks(setting, madeUp(0));
    expect(setting.gateway.access.asked).toHaveLength(1);
    const statuses = new Set<number>();
    for (let n = 1; n < 40; n++) statuses.add((await asks(setting, madeUp(n))).status);
    expect([...statuses]).toEqual([401, 429]);
    expect(setting.gateway.access.asked).toHaveLength(30);
  });
});
