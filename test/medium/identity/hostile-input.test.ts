import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PageBrowser, Shown } from '#testing/page-browser.ts';
import { setUpBy } from '#testing/pages.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// Whatever is typed into whichever field: a page comes back that says what is wrong, nothing of the input becomes
// part of the page's own text, and the database takes it or is never asked.

let at: StoredIdentity;
beforeAll(async () => {
  at = await storedIdentity();
});
afterAll(() => at.close());

const hostile = [
  `"><script>alert(1)</script>`,
  `'><img src=x onerror=alert(1)>`,
  '\u0000',
  'a\u0000b@example.org',
  '\u202eevil\u2066',
  "' or 1=1; drop table people; --",
  '{{constructor.constructor("x")()}}${7*7}',
  '\ud800',
  '%00%0d%0aSet-Cookie: a=b',
  '\r\nLocation: https://evil.example',
  'x'.repeat(5_000),
  '😀'.repeat(400),
  'ﷺ'.repeat(200),
  '__proto__',
  '../../etc/passwd',
];

function harmless(page: Shown, typed: string): void {
  expect([typed.slice(0, 30), page.status >= 500]).toEqual([typed.slice(0, 30), false]);
  expect(at.pages.faults).toEqual([]);
  expect(page.text).not.toContain('<script>alert');
  expect(page.text).not.toContain('<img src=x');
  expect(page.headers.get('location') ?? '').not.toContain('evil');
}

async function everyField(
  open: () => Promise<PageBrowser>,
  form: { readonly path: string; readonly fields: readonly string[] },
): Promise<void> {
  for (const typed of hostile) {
    for (const field of form.fields) {
      const browser = await open();
      harmless(await browser.send(form.path, { [field]: typed }), typed);
    }
  }
}

it('bears anything in the fields of the setup', async () => {
  const { address } = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const browser = at.pages.browser();
  await browser.go(address);
  const open = async () => {
    await browser.go('https://console.sallyport.localhost:8443/setup');
    return browser;
  };
  const fields = ['organisation', 'name', 'email', 'password', 'again', 'token'];
  await everyField(open, { path: '/setup/details', fields });
  const long = {
    password: 'correct horse battery',
    again: 'correct horse battery',
    email: 'ada@example.org',
  };
  for (const typed of hostile) {
    await open();
    const page = await browser.send('/setup/details', { ...long, organisation: typed, name: typed });
    harmless(page, typed);
    if (page.text.includes('Add an authenticator')) {
      harmless(await browser.send('/setup/factor', { answer: typed }), typed);
      await browser.send('/setup/back', {});
    }
  }
  expect(at.pages.faults).toEqual([]);
});

it('bears anything in the fields of the sign-in', async () => {
  const owner = await setUpBy(at.pages.browser(), at);
  const open = async () => {
    const browser = at.pages.browser();
    await browser.go(at.pages.start());
    return browser;
  };
  await everyField(open, { path: '/password', fields: ['login', 'password', 'token', 'state'] });
  await at.run('delete from throttles');
  const atFactor = async () => {
    const browser = await open();
    await at.run('delete from throttles');
    await browser.send('/password', { login: owner.email, password: owner.password });
    return browser;
  };
  await everyField(atFactor, { path: '/factor', fields: ['answer', 'factor', 'state'] });
  expect(at.pages.faults).toEqual([]);
});

it('bears anything in addresses and cookies', async () => {
  const origin = 'https://signin.sallyport.localhost:8443';
  for (const typed of hostile.filter((one) => one.length < 2_000)) {
    const browser = at.pages.browser();
    const text = encodeURIComponent(typed.replaceAll('\ud800', ''));
    for (const path of ['/start?state=', '/factor?way=', '/invitation?code=', '/reset?code=', '/'])
      harmless(await browser.go(`${origin}${path}${text}`), typed);
    const cookie = `__Host-sallyport-c-session=${text}; __Host-sallyport-c-journey=${text}; __Host-sallyport-c-enrolment=${text}; __Host-sallyport-c-form=${text}`;
    for (const path of ['/', '/factor', '/invitation']) {
      const response = await at.pages.fetch(new Request(`${origin}${path}`, { headers: { cookie } }));
      expect(response.status).toBeLessThan(500);
    }
  }
  expect(at.pages.faults).toEqual([]);
});
