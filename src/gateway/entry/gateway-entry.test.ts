import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openAttempt } from '#trust/index.ts';
import { oneGateway, type Setting } from '#testing/one-gateway.ts';
import type { TestResponse } from '#testing/gateway-client.ts';
import { mintToken, readToken } from './token.ts';

const host = 'Host: app.test.localhost';
const navigate = ['Sec-Fetch-Mode: navigate', 'Accept: text/html'];

async function asks({ client }: Setting, line: string, ...fields: string[]): Promise<TestResponse> {
  client.send(`${line} HTTP/1.1`, host, ...fields);
  return client.response(line.split(' ')[0]);
}

/** Begins an attempt and gives back what the browser then has. */
async function begin(setting: Setting, path = '/deep?x=1', ...fields: string[]) {
  const response = await asks(setting, `GET ${path}`, ...navigate, ...fields);
  const location = new URL(response.fields.get('location') ?? '');
  const state = location.searchParams.get('state') ?? '';
  const cookie = /^(__Host-sallyport-try-[^=]+)=([^;]+); (.*)$/m.exec(
    response.fields.get('set-cookie') ?? '',
  );
  const [, name = '', nonce = '', attributes = ''] = cookie ?? [];
  return { response, location, state, name, nonce, attributes };
}

describe('somebody without a token', () => {
  it('who navigates is sent to sign in, with a state and a nonce of this attempt', async () => {
    const setting = await oneGateway();
    const { response, location, state, name, nonce, attributes } = await begin(setting);
    expect(response.status).toBe(303);
    expect(location.origin + location.pathname).toBe('https://signin.test.localhost/start');
    const opened = openAttempt(setting.gateway.access.config()?.rollingKeys ?? [], state, Date.now());
    expect(opened).toMatchObject({
      ok: true,
      value: {
        host: 'app.test.localhost',
        path: '/deep?x=1',
        nonceHash: createHash('sha256').update(nonce).digest('base64url'),
      },
    });
    expect(opened.ok && name.endsWith(opened.value.id)).toBe(true);
    expect(attributes).toBe('Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600');
    expect(response.fields.get('cache-control')).toBe('no-store');
  });

  it('keeps at most five attempts', async () => {
    const setting = await oneGateway();
    const old = Array.from({ length: 7 }, (_, i) => `__Host-sallyport-try-a${i}=n`);
    const response = await asks(setting, 'GET /', ...navigate, `Cookie: ${old.join('; ')}`);
    const expired = [...(response.fields.get('set-cookie') ?? '').matchAll(/try-(a\d)=;/g)].map(
      ([, id]) => id,
    );
    expect(expired).toEqual(['a0', 'a1', 'a2']);
  });

  it('who sends a form is asked to sign in first, never sent on silently', async () => {
    const setting = await oneGateway();
    const response = await asks(setting, 'POST /form', ...navigate, 'Content-Length: 0');
    expect(response.status).toBe(401);
    expect(response.body).toContain('send it again');
    expect(response.fields.get('location')).toBeUndefined();
  });

  it.each([
    ['a script', 'GET /api', ['Sec-Fetch-Mode: cors', 'Accept: */*']],
    ['a program', 'GET /api', ['Accept: application/json']],
    [
      'a WebSocket',
      'GET /ws',
      [
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
        'Sec-WebSocket-Version: 13',
        'Accept: text/html',
      ],
    ],
  ])('that is %s gets 401 with problem details and no cookie', async (_name, line, fields) => {
    const setting = await oneGateway();
    const response = await asks(setting, line, ...fields);
    expect(response.status).toBe(401);
    expect(response.fields.get('content-type')).toBe('application/problem+json');
    expect(response.fields.get('set-cookie')).toBeUndefined();
    expect(JSON.parse(response.body)).toMatchObject({
      code: 'not-signed-in',
      status: 401,
      signIn: 'https://app.test.localhost/',
    });
  });
});

describe('the callback', () => {
  it('turns a code into a token of this host, once, and goes on to where one wanted to go', async () => {
    const setting = await oneGateway();
    const { access } = setting.gateway;
    access.redeemed = () => ({ ok: true, session: 'ses_1', person: 'per_1', personKey: 'k1' });
    const { state, name, nonce } = await begin(setting);
    const response = await asks(
      setting,
      `GET /.sallyport/callback?code=c1&state=${state}`,
      `Cookie: ${name}=${nonce}`,
    );
    expect(response.status).toBe(303);
    expect(response.fields.get('location')).toBe('https://app.test.localhost/deep?x=1');
    expect(response.fields.get('cache-control')).toBe('no-store');
    expect(response.fields.get('referrer-policy')).toBe('no-referrer');
    const cookies = response.fields.get('set-cookie')?.split('\n') ?? [];
    const token = /^__Host-sallyport=([^;]+);/.exec(cookies[0] ?? '')?.[1] ?? '';
    expect(access.redeems).toMatchObject([
      {
        code: 'c1',
        host: 'app.test.localhost',
        nonce,
        tokenHash: readToken(access.config()?.rollingKeys ?? [], token),
      },
    ]);
    expect(cookies).toContain(`${name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`);
    expect(response.fields.get('clear-site-data')).toBeUndefined();
    setting.client.send('GET /in HTTP/1.1', host, `Cookie: __Host-sallyport=${token}`);
    const peer = await setting.upstream.accept();
    expect((await peer.head())[0]).toBe('GET /in HTTP/1.1');
  });

  it('clears what another person left in this browser', async () => {
    const setting = await oneGateway();
    setting.gateway.access.redeemed = () => ({
      ok: true,
      session: 'ses_1',
      person: 'per_1',
      personKey: 'k2',
    });
    const { state, name, nonce } = await begin(setting);
    const cookie = `Cookie: ${name}=${nonce}; __Host-sallyport-person=k1; app=left`;
    const response = await asks(setting, `GET /.sallyport/callback?code=c&state=${state}`, cookie);
    expect(response.fields.get('clear-site-data')).toBe('"cache", "storage"');
    expect(response.fields.get('set-cookie')).toContain('app=; Path=/; Secure; Max-Age=0');
  });

  it.each([
    ['without the cookie of the attempt', (b: Begun) => [`code=c&state=${b.state}`, '']],
    ['with another nonce', (b: Begun) => [`code=c&state=${b.state}`, `${b.name}=other`]],
    ['with a forged state', (b: Begun) => [`code=c&state=${b.state}x`, `${b.name}=${b.nonce}`]],
    ['without a code', (b: Begun) => [`state=${b.state}`, `${b.name}=${b.nonce}`]],
  ])('%s redeems nothing', async (_name, make) => {
    const setting = await oneGateway();
    const [query, cookie] = make(await begin(setting));
    const response = await asks(setting, `GET /.sallyport/callback?${query}`, `Cookie: ${cookie}`);
    expect(response.status).toBe(400);
    expect(response.fields.get('set-cookie')).toBeUndefined();
    expect(setting.gateway.access.redeems).toEqual([]);
  });

  it('that control refuses sets no token', async () => {
    const setting = await oneGateway();
    const { state, name, nonce } = await begin(setting);
    const response = await asks(
      setting,
      `GET /.sallyport/callback?code=old&state=${state}`,
      `Cookie: ${name}=${nonce}`,
    );
    expect(response.status).toBe(400);
    expect(response.fields.get('set-cookie')).toBeUndefined();
  });
});

type Begun = Awaited<ReturnType<typeof begin>>;

describe('signing out', () => {
  it('ends the session, by POST from the same origin only', async () => {
    const setting = await oneGateway();
    const { gateway } = setting;
    const none = ['Content-Length: 0'];
    const refused = [
      await asks(setting, 'GET /.sallyport/sign-out', gateway.cookie, 'Sec-Fetch-Site: same-origin'),
      await asks(setting, 'POST /.sallyport/sign-out', gateway.cookie, 'Sec-Fetch-Site: same-site', ...none),
      await asks(
        setting,
        'POST /.sallyport/sign-out',
        gateway.cookie,
        'Origin: https://evil.test.localhost',
        ...none,
      ),
      await asks(setting, 'POST /.sallyport/sign-out', gateway.cookie, ...none),
    ];
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    expect(gateway.access.signedOut).toEqual([]);
    const done = await asks(
      setting,
      'POST /.sallyport/sign-out',
      gateway.cookie,
      'Sec-Fetch-Site: same-origin',
      ...none,
    );
    expect(done.status).toBe(200);
    expect(gateway.access.signedOut).toHaveLength(1);
    expect(done.fields.get('set-cookie')).toMatch(/^__Host-sallyport=; .*Max-Age=0$/);
  });
});

describe('a challenge', () => {
  /** Refuses everybody until they bring this. */
  function wants({ gateway }: Setting, method: 'otp' | 'hwk'): void {
    gateway.access.answer = () => ({
      kind: 'refused',
      refusal: {
        kind: 'refused',
        id: 1,
        asOf: 1,
        epoch: 'e',
        outcome: 'challenge',
        reason: 'stronger-sign-in-needed',
        advice: [],
        need: { methods: [method] },
        subjects: [],
        ttlMs: 1000,
      },
    });
  }
  /** Comes back from the sign-in host; gives the cookie of the new token. */
  async function comeBack(setting: Setting, { state, name, nonce }: Begun): Promise<string> {
    setting.gateway.access.redeemed = () => ({ ok: true, session: 's', person: 'p', personKey: 'k' });
    const path = `/.sallyport/callback?code=c&state=${state}`;
    const response = await asks(setting, `GET ${path}`, `Cookie: ${name}=${nonce}`);
    const token = /^__Host-sallyport=([^;]+);/.exec(response.fields.get('set-cookie') ?? '')?.[1] ?? '';
    return `Cookie: __Host-sallyport=${token}`;
  }

  it('sends a navigation to sign in more strongly, and tells a program what is missing', async () => {
    const setting = await oneGateway();
    const { gateway } = setting;
    wants(setting, 'otp');
    const page = await asks(setting, 'GET /', ...navigate, gateway.cookie);
    const state = new URL(page.fields.get('location') ?? '').searchParams.get('state') ?? '';
    const opened = openAttempt(gateway.access.config()?.rollingKeys ?? [], state, Date.now());
    expect(opened).toMatchObject({ ok: true, value: { need: { methods: ['otp'] } } });
    const program = await asks(setting, 'GET /', gateway.cookie);
    expect(JSON.parse(program.body)).toMatchObject({
      code: 'stronger-sign-in-needed',
      need: { methods: ['otp'] },
      remedy: 'Sign in with a one-time code.',
    });
  });

  it('sends on a token made a moment ago by a silent redirect, and stops where a step-up did not help', async () => {
    const setting = await oneGateway();
    const silent = await comeBack(setting, await begin(setting));
    wants(setting, 'otp');
    const raising = await begin(setting, '/deep', silent);
    expect(raising.response.status).toBe(303);
    const raised = await comeBack(setting, raising);
    // Another round would end the same way.
    const stopped = await asks(setting, 'GET /deep', ...navigate, raised);
    expect(stopped.status).toBe(401);
    expect(stopped.body).toContain('Your last sign-in did not bring what is missing.');
    expect(stopped.body).toContain('<p class="remedy">Sign in with a one-time code.</p>');
    expect(stopped.body).toContain('>Sign in again</a>');
    wants(setting, 'hwk');
    expect((await asks(setting, 'GET /deep', ...navigate, raised)).status).toBe(303);
  });
});

describe('tokens', () => {
  const keys = [
    { id: 'b', secret: Buffer.alloc(32, 2).toString('base64url') },
    { id: 'a', secret: Buffer.alloc(32, 1).toString('base64url') },
  ];

  it('are read under every rolling key and under no other', () => {
    const old = mintToken(keys.slice(1));
    expect(readToken(keys, old?.token ?? '')).toBe(old?.hash);
    expect(readToken(keys.slice(0, 1), old?.token ?? '')).toBeUndefined();
    expect(mintToken(keys)?.token.startsWith('b')).toBe(true);
    expect(mintToken([])).toBeUndefined();
  });

  it('that were changed anywhere are none of ours', () => {
    const { token = '' } = mintToken(keys) ?? {};
    for (let at = 0; at < token.length - 1; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      expect(readToken(keys, token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined();
    }
    expect(readToken(keys, `${token}A`)).toBeUndefined();
    expect(readToken(keys, '')).toBeUndefined();
  });
});
