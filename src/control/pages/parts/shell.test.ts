import { gzipSync } from 'node:zlib';
import { beforeEach, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '#testing/identity.ts';
import { createTestPages, type TestPages } from '#testing/pages.ts';

let at: TestIdentity;
let pages: TestPages;
const origin = 'https://signin.sallyport.localhost:8443';

beforeEach(() => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock });
});

const everyPage = (): readonly string[] => [
  pages.start(),
  `${origin}/nothing`,
  `${origin}/start?state=forged`,
  'https://console.sallyport.localhost:8443/setup',
  'https://portal.sallyport.localhost:8443/',
];

it('forbids every page to be framed, kept, and to load or run what is not ours', async () => {
  for (const url of everyPage()) {
    const response = await pages.fetch(new Request(url));
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('same-origin');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('x-frame-options')).toBe('DENY');
  }
});

it('sets host cookies only, which scripts cannot read', async () => {
  const response = await pages.fetch(new Request(pages.start()));
  const cookies = response.headers.getSetCookie();
  expect(cookies).toHaveLength(1);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-sallyport-c-[a-z]+=[\w-]*; Path=\/; Secure; HttpOnly/);
});

it('serves its scripts under names that change with them, to be kept', async () => {
  const page = await (await pages.fetch(new Request(pages.start()))).text();
  const paths = [...page.matchAll(/<script src="([^"]+)" defer><\/script>/g)].map(([, path = '']) => path);
  expect(paths.map((path) => path.replace(/\.[\w-]+\.js$/, ''))).toEqual([
    '/assets/page',
    '/assets/passkeys',
  ]);
  expect(page.match(/<script/g)).toHaveLength(2);
  let bytes = gzipSync(page).length;
  for (const path of paths) {
    const response = await pages.fetch(new Request(`${origin}${path}`));
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(response.headers.get('cache-control')).toContain('immutable');
    bytes += gzipSync(await response.text()).length;
  }
  expect(bytes).toBeLessThan(60_000);
});

it('refuses forms that are too large, of another kind, or by another method', async () => {
  const good = { origin, 'sec-fetch-site': 'same-origin' };
  const post = (body: string, type: string) =>
    pages.fetch(
      new Request(`${origin}/password`, { method: 'POST', body, headers: { ...good, 'content-type': type } }),
    );
  expect((await post('x'.repeat(17 * 1024), 'application/x-www-form-urlencoded')).status).toBe(413);
  expect((await post('{"login":"ada"}', 'application/json')).status).toBe(415);
  expect((await post('a=b', 'text/plain')).status).toBe(415);
  for (const method of ['PUT', 'DELETE', 'OPTIONS'])
    expect((await pages.fetch(new Request(`${origin}/password`, { method }))).status).toBe(405);
});

it('shows an id and nothing else of what went wrong on our side', async () => {
  at.records.journeys.get = async () => {
    throw new Error('password=hunter2 at /secret/path');
  };
  const headers = { cookie: `__Host-sallyport-c-enrolment=${'a'.repeat(43)}` };
  const response = await pages.fetch(new Request(`${origin}/invitation`, { headers }));
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).toContain('fault-1');
  expect(text).not.toContain('hunter2');
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(pages.faults).toHaveLength(1);
});

it('escapes hostile names wherever they are shown', async () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&{{7*7}}`;
  const browser = pages.browser();
  const hostileOrg = createTestPages({ identity: at.identity, clock: at.clock, organisation: hostile });
  const ada = await at
    .enrol({ name: hostile, email: 'a"b<i>@example.org', password: 'correct horse battery' })
    .catch(() => undefined);
  expect(ada).toBeDefined();
  const link = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  await browser.go(link.address);
  await browser.go('https://console.sallyport.localhost:8443/setup');
  const typed = { organisation: hostile, name: hostile, email: hostile, password: hostile, again: '' };
  const shown = [
    await browser.send('/setup/details', typed),
    await hostileOrg.browser().go(hostileOrg.start()),
  ];
  const signIn = pages.browser();
  await signIn.go(pages.start());
  shown.push(await signIn.send('/password', { login: hostile, password: hostile }));
  for (const page of shown) {
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toContain('<script>alert');
    expect(page.text).not.toContain('<img src=x');
    expect(page.text).not.toMatch(/value="[^"]*"[^>]*onerror/);
  }
});
