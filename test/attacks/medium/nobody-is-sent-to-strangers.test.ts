import { afterAll, beforeAll, expect, it } from 'vitest';
import { setUpBy, signInBy } from '#testing/pages.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// An address that leads from the sign-in to a place of an attacker's choice hands them a code.

let at: StoredIdentity;
let owner: Awaited<ReturnType<typeof setUpBy>>;
beforeAll(async () => {
  at = await storedIdentity();
  owner = await setUpBy(at.pages.browser(), at);
});
afterAll(() => at.close());

const strangers = [
  'evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\evil.example',
  'wiki.sallyport.localhost@evil.example',
  'wiki.sallyport.localhost:8443@evil.example',
  'evil.example#wiki.sallyport.localhost',
  'wiki.sallyport.localhost.evil.example',
  'wiki.sallyport.localhost/../../evil.example',
  'wiki.sallyport.localhost\r\nLocation: https://evil.example',
  'wiki.sallyport.localhost%0d%0aevil.example',
  'WIKI.sallyport.localhost',
  'xn--wki-tma.sallyport.localhost',
  'wіki.sallyport.localhost',
  'javascript:alert(1)',
  '',
];

it('sends nobody to a host that is not registered, even by an attempt that a gateway signed', async () => {
  const browser = at.pages.browser();
  for (const host of strangers) {
    const page = await browser.go(at.pages.start({ host }));
    expect([host, page.status, page.way.length]).toEqual([host, 400, 1]);
    expect(page.headers.get('location')).toBeNull();
    expect(page.text).not.toContain('href="https://evil');
  }
});

it('does so for somebody who is signed in as well', async () => {
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  const end = await signInBy(browser, owner, at.now() + 30_000);
  expect(new URL(end.way.at(-1)!).hostname).toBe(at.pages.wiki.host);
  for (const host of strangers) expect((await browser.go(at.pages.start({ host }))).status).toBe(400);
});

it('takes no attempt that was altered, forged, replayed late or given twice', async () => {
  const browser = at.pages.browser();
  const start = new URL(at.pages.start());
  const state = start.searchParams.get('state')!;
  const [key, payload = '', mac] = state.split('.');
  const moved = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const evil = Buffer.from(JSON.stringify({ ...moved, host: 'evil.example' })).toString('base64url');
  const forgeries = [
    `${key}.${evil}.${mac}`,
    `${key}.${evil}.`,
    `z.${payload}.${mac}`,
    `${key}.${payload}`,
    `${state}.x`,
    'x'.repeat(7_000),
    '{"host":"evil.example"}',
  ];
  for (const forged of forgeries) {
    start.searchParams.set('state', forged);
    const page = await browser.go(start.href);
    expect([forged, page.status]).toEqual([forged, 400]);
  }
  const late = await browser.go(at.pages.start({ at: at.now() - 11 * 60_000 }));
  expect(late.status).toBe(400);
});

it('reads no other parameter as a place to go', async () => {
  const browser = at.pages.browser();
  for (const name of ['next', 'rd', 'redirect', 'redirect_uri', 'return_to', 'url', 'continue']) {
    const page = await browser.go(`${at.pages.start()}&${name}=https://evil.example/`);
    expect(page.text).not.toContain('evil.example');
    const bare = await browser.go(`https://signin.sallyport.localhost:8443/?${name}=https://evil.example/`);
    expect(bare.way.filter((url) => new URL(url).hostname.endsWith('evil.example'))).toEqual([]);
  }
});
