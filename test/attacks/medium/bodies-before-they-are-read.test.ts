import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csrfHeader, operations } from '#contracts/api/operations.ts';
import { formCookie } from '#contracts/cookies.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { formTokenOf } from '../../../src/control/pages/parts/form-proof.ts';
import { consoleOrigin } from '#testing/api.ts';
import { type FurnishedApi, openFurnishedApi } from '#testing/furnished-api.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// Memory and time spent on what nobody asked for: bodies without an end, announced or not, and nested without a bottom.
// Whoever is not known, or comes from another page, has nothing read of them at all.

let at: StoredIdentity;
let test: FurnishedApi;
beforeAll(async () => {
  [at, test] = await Promise.all([storedIdentity(), openFurnishedApi()]);
});
afterAll(async () => {
  await Promise.all([at.close(), test.close()]);
});

const chunk = 4_096;

/** A body that goes on for as long as somebody reads it, up to 8 MiB; it counts what was taken of it. */
function endless(first = '') {
  const taken = { bytes: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const text = taken.bytes === 0 ? first.padEnd(chunk, 'x') : 'x'.repeat(chunk);
        taken.bytes += chunk;
        controller.enqueue(Buffer.from(text));
        if (taken.bytes > 8 * 1024 * 1024) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken };
}

const send = (
  { url, method = 'POST' }: { readonly url: string; readonly method?: string },
  headers: Record<string, string>,
  body: ReadableStream,
) => new Request(url, { method, headers, body, duplex: 'half' } as RequestInit);

describe('forms of the public pages', () => {
  const signin = 'https://signin.sallyport.localhost:8443';
  const paths = [
    '/password',
    '/factor',
    '/passkey',
    '/leave',
    '/sign-out',
    '/enter',
    '/provider',
    '/second-factor',
    '/invitation/details',
    '/invitation/factor',
    '/reset/details',
    '/methods/add',
    '/new-password',
    '/not-me',
    '/identities/unlink',
  ];
  const secret = randomBytes(32).toString('base64url');
  const type = { 'content-type': 'application/x-www-form-urlencoded' };

  it.each(paths)('%s reads no more than a form may have', async (path) => {
    const { body, taken } = endless(`token=${formTokenOf(secret)}&x=`);
    const own = { origin: signin, cookie: `${formCookie}=${secret}` };
    const { status } = await at.pages.fetch(send({ url: `${signin}${path}` }, { ...type, ...own }, body));
    expect([path, [403, 413].includes(status)]).toEqual([path, true]);
    expect(taken.bytes).toBeLessThanOrEqual(64 * 1024);
  });

  it.each(paths.filter((path) => path !== '/enter'))(
    '%s reads nothing from a page of others',
    async (path) => {
      const { body, taken } = endless();
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      const { status } = await at.pages.fetch(
        send({ url: `${signin}${path}` }, { ...type, ...foreign }, body),
      );
      expect([path, status, taken.bytes]).toEqual([path, 403, 0]);
    },
  );

  it('and what a provider’s server says is bounded too', async () => {
    const { body, taken } = endless('logout_token=');
    const { status } = await at.pages.fetch(send({ url: `${signin}/provider/x/logout` }, type, body));
    expect([status >= 400, status < 500]).toEqual([true, true]);
    expect(taken.bytes).toBeLessThanOrEqual(64 * 1024);
  });

  it('and cookies and addresses of any length are looked at, not kept', async () => {
    const before = Number((await at.run('select count(*)::int as n from journeys'))[0]?.['n']);
    const long = 'x'.repeat(60_000);
    for (const path of ['/', '/factor', '/start?state=', '/invitation?code='])
      await at.pages.fetch(
        new Request(`${signin}${path}${path.includes('=') ? long : ''}`, {
          headers: { cookie: `a=${long}` },
        }),
      );
    expect(Number((await at.run('select count(*)::int as n from journeys'))[0]?.['n'])).toBe(before);
    expect(at.pages.faults).toEqual([]);
  });
});

describe('bodies of the API', () => {
  const json = { 'content-type': 'application/json' };
  const withBody = operations.filter(
    ({ method, door }) => method !== 'get' && method !== 'delete' && door === 'any',
  );
  const to = (id: string) => {
    const operation = operations.find((one) => one.id === id);
    if (operation === undefined) throw new Error(`no operation ${id}`);
    const { path } = test.request(operation, 'what is there');
    return { url: `${consoleOrigin}/api/v1${path}`, method: operation.method.toUpperCase() };
  };
  const own = () => ({
    [assertionHeader]: test.owner.assertion,
    'sec-fetch-site': 'same-origin',
    [csrfHeader]: test.owner.csrf,
    'if-match': '"1"',
  });

  it.each(withBody.map(({ id }) => id))('%s reads nothing of somebody unknown', async (id) => {
    const { body, taken } = endless('{');
    const request = send(to(id), json, body);
    const { status } = await test.api.fetch(request, 'gateway');
    expect([id, status, taken.bytes]).toEqual([id, 401, 0]);
  });

  it.each(withBody.map(({ id }) => id))('%s reads 1 MiB at most of anybody', async (id) => {
    const { body, taken } = endless('{"x":"');
    const request = send(to(id), { ...json, ...own() }, body);
    const { status } = await test.api.fetch(request, 'gateway');
    expect([id, status]).toEqual([id, 413]);
    expect(taken.bytes).toBeLessThanOrEqual(1024 * 1024 + 64 * 1024);
  });

  it('and what is nested without a bottom breaks nothing', async () => {
    const deep = 100_000;
    const nested = `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`;
    const lists = `${'['.repeat(deep)}${']'.repeat(deep)}`;
    for (const [id, body] of [
      ['audit.verify', `{"checkpoint":${nested}}`],
      ['audit.verify', `{"checkpoint":{"x":${lists}}}`],
      ['people.invite', nested],
      ['apply.plan', `{"objects":${lists}}`],
      ['policies.test', `{"changes":${lists}}`],
    ] as const) {
      const { url, method } = to(id);
      const request = new Request(url, { method, headers: { ...json, ...own() }, body });
      const { status } = await test.api.fetch(request, 'gateway');
      expect([id, status < 500]).toEqual([id, true]);
    }
  });
});
