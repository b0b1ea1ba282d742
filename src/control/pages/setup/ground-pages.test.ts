import { beforeEach, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '#testing/identity.ts';
import { createTestPages, type TestPages } from '#testing/pages.ts';

let at: TestIdentity;
let pages: TestPages;
const origin = 'https://console.sallyport.localhost:8443';

beforeEach(() => {
  at = createTestIdentity();
  pages = createTestPages({ identity: at.identity, clock: at.clock });
});

async function withLink() {
  const { address } = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const browser = pages.browser();
  return { browser, first: await browser.go(address) };
}

it('tells domain and certificate to whoever opened the link, and to nobody else', async () => {
  for (const path of ['/setup/domain', '/setup/certificate']) {
    const page = await pages.browser().go(`${origin}${path}`);
    expect([page.status, page.text.includes('AA:BB')]).toEqual([410, false]);
  }
  const { browser, first } = await withLink();
  expect(first.text).toContain('*.sallyport.localhost:8443');
  expect((await browser.go(`${origin}/setup/certificate`)).text).toContain('AA:BB');
  expect((await browser.go(`${origin}/setup`)).text).toContain('name="organisation"');
});

it('gives the command for another domain, and takes nothing else for one', async () => {
  const { browser } = await withLink();
  const asked = async (wish: string) =>
    (await browser.go(`${origin}/setup/domain?wish=${encodeURIComponent(wish)}`)).text;
  expect(await asked(' Access.Example.org ')).toContain(
    'npm start -- --domain access.example.org --port 8443',
  );
  for (const wish of ['; rm -rf /', '"><script>', 'a..b', '-a.example', 'example', 'a.example --x']) {
    const page = await asked(wish);
    expect(page).toContain('This is not a domain name.');
    expect(page).not.toContain('--domain');
    expect(page).not.toContain('<script>');
  }
});

it('lets a script ask hosts of ours on the one page that tries the certificate', async () => {
  const { browser } = await withLink();
  const policyOf = async (path: string) =>
    (await browser.go(`${origin}${path}`)).headers.get('content-security-policy') ?? '';
  expect(await policyOf('/setup/certificate')).toContain('connect-src https://*.sallyport.localhost:8443;');
  for (const path of ['/setup/domain', '/setup']) expect(await policyOf(path)).not.toContain('connect-src');
});
