import { afterAll, beforeAll, expect, it } from 'vitest';
import { setUpBy } from '#testing/pages.ts';
import { type StoredIdentity, storedIdentity } from '#testing/stored-identity.ts';

// Secrets in pages, records, databases and addresses: everything that a whole life of sign-ins leaves behind is
// searched for each secret that was part of it.

let at: StoredIdentity;
beforeAll(async () => {
  at = await storedIdentity();
});
afterAll(() => at.close());

async function everythingStored(): Promise<string> {
  const tables = await at.run(`select tablename from pg_tables where schemaname = 'public'`);
  const rows: string[] = [];
  for (const { tablename } of tables) {
    const dump = await at.run(`select t::text as row from "${String(tablename)}" t`);
    rows.push(...dump.map(({ row }) => String(row)));
  }
  expect(rows.length).toBeGreaterThan(20);
  // Bytes are dumped as hex.
  const bytes = rows.join('\n').matchAll(/\\\\x([0-9a-f]+)/g);
  return [...rows, ...[...bytes].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))].join(
    '\n',
  );
}

it('leaves no secret in the database, the audit chain or an address', async () => {
  const browser = at.pages.browser();
  const ways: string[] = [];
  const owner = await setUpBy(browser, at);
  ways.push(...owner.last.way);
  ways.push(...(await browser.go(at.pages.start({ need: { maxAgeSeconds: 0 } }))).way);
  const raised = browser.signInSecret() ?? '';
  ways.push(...(await browser.send('/password', { login: owner.email, password: 'a wrong one indeed' })).way);
  ways.push(...(await browser.send('/password', { login: owner.email, password: owner.password })).way);
  const recovery = owner.recoveryCodes[0] ?? '';
  const end = await browser.send('/factor', { answer: recovery, factor: 'recovery-code' });
  expect(end.url.pathname).toBe('/.sallyport/callback');
  ways.push(...end.way);
  const code = end.url.searchParams.get('code') ?? '';
  const secret = browser.signInSecret() ?? '';
  const link = new URL(owner.link).searchParams.get('code') ?? '';
  const journeys = [...browser.cookies.values()].flatMap((jar) => [...jar.values()]);

  const stored = await everythingStored();
  const told = JSON.stringify(at.events);
  const secrets = [
    owner.password,
    'a wrong one indeed',
    owner.totpSecret,
    ...owner.recoveryCodes,
    ...owner.recoveryCodes.map((one) => one.replaceAll('-', '')),
    secret,
    raised,
    link,
    code,
    ...journeys,
  ];
  expect(secrets.every((one) => one.length > 10)).toBe(true);
  for (const hidden of secrets) {
    expect(stored).not.toContain(hidden);
    expect(told).not.toContain(hidden);
  }
  // A code stands in one address, for the moment in which it is used; nothing else ever stands in one.
  const lasting = secrets.filter((hidden) => hidden !== code);
  for (const hidden of lasting) expect(ways.join('\n')).not.toContain(encodeURIComponent(hidden));
});

it('writes neither password nor code back into a page', async () => {
  const browser = at.pages.browser();
  await browser.go(at.pages.start());
  const page = await browser.send('/password', { login: 'ada@example.org', password: 'my secret phrase' });
  expect(page.text).not.toContain('my secret phrase');
  expect(page.text).toContain('autocomplete="current-password"');
});
