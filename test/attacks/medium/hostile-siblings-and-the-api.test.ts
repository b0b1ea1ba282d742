import { afterAll, beforeAll, expect, it } from 'vitest';
import { csrfHeader } from '#contracts/api/operations.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { consoleOrigin, openTestApi } from '#testing/api.ts';

// Apps share a site with the console: a page of theirs can make requests that the gateway signs in. None of
// them may do, or read, anything here.
let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const body = JSON.stringify({ name: 'planted', upstream: { url: 'http://127.0.0.1:1' } });
const send = (method: 'GET' | 'POST', headers: Record<string, string>) =>
  test.send(`${consoleOrigin}/api/v1/apps`, {
    method,
    headers: { [assertionHeader]: test.owner.assertion, 'content-type': 'application/json', ...headers },
    ...(method === 'POST' ? { body } : {}),
  });
const own = () => ({ 'sec-fetch-site': 'same-origin', [csrfHeader]: test.owner.csrf });

it.each([
  ['a sibling', { 'sec-fetch-site': 'same-site' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['nobody in particular', { 'sec-fetch-site': 'none' }],
  ['a sibling with our origin', { 'sec-fetch-site': 'same-site', origin: consoleOrigin }],
  [
    'a sibling that says its own origin',
    { 'sec-fetch-site': 'same-origin', origin: 'https://wiki.test.localhost:8443' },
  ],
  ['a page without an origin', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  ['an old browser without either', {}],
  ['an old browser at a sibling', { origin: 'https://wiki.test.localhost:8443' }],
  ['another port', { origin: 'https://console.test.localhost:9443' }],
  ['another scheme', { origin: 'http://console.test.localhost:8443' }],
])('refuses a write from %s, even with the right token against forgery', async (_, headers) => {
  const given: Record<string, string> = { [csrfHeader]: test.owner.csrf };
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given[name] = value;
  expect((await send('POST', given)).status).toBe(403);
  expect(await test.store.apps.findByName('planted')).toBeUndefined();
});

it('refuses a write of our own page without the token of this very session', async () => {
  const other = await test.person('Eve', ['owner']);
  for (const token of [undefined, '', 'x', other.csrf, `${test.owner.csrf}x`]) {
    const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' };
    if (token !== undefined) headers[csrfHeader] = token;
    expect([token, (await send('POST', headers)).status]).toEqual([token, 403]);
  }
});

it('refuses even reading to pages of siblings', async () => {
  expect((await send('GET', { 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await send('GET', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await send('GET', { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

it('takes no form for JSON, whatever a form may say', async () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    '',
  ]) {
    expect([type, (await send('POST', { ...own(), 'content-type': type })).status]).toEqual([type, 400]);
  }
});

it('never allows another origin to read, and tells browsers to keep answers to themselves', async () => {
  const answer = await send('GET', { 'sec-fetch-site': 'same-origin' });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const preflight = await test.send(`${consoleOrigin}/api/v1/apps`, { method: 'OPTIONS' });
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  expect(preflight.status).toBe(404);
});

it('works for our own page', async () => {
  expect((await send('POST', own())).status).toBe(201);
  await test.store.apps.remove((await test.store.apps.findByName('planted'))?.id ?? '');
  expect((await send('POST', { origin: consoleOrigin, [csrfHeader]: test.owner.csrf })).status).toBe(201);
});
