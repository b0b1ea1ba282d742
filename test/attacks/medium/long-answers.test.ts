import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { consoleOrigin, openTestApi, testDomain, type TestPerson } from '#testing/api.ts';

// Rule: an answer without an end is there for whoever reads it, as long as they may. Attacks: ask for its head alone,
// until there is no stream left for anybody; read an export slowly, and go on after the right to it was taken.

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const as = ({ assertion }: TestPerson) => ({ [assertionHeader]: assertion, 'sec-fetch-site': 'same-origin' });
const ask = (method: string, path: string, headers: Record<string, string>, host = consoleOrigin) =>
  test.send(`${host}/api/v1${path}`, { method, headers });

describe('the head alone', () => {
  it('opens no stream', async () => {
    for (const path of ['/events', '/audit/export', '/apps'])
      expect([path, (await ask('HEAD', path, as(test.owner))).status]).toEqual([path, 404]);
  });

  it('takes no place of those who read', async () => {
    for (let n = 0; n < 5; n += 1) await ask('HEAD', '/events', as(test.owner));
    expect(test.context.news.readers()).toBe(0);
  });
});

describe('an export', () => {
  /** Opens an export that is longer than anything held on the way, reads its beginning, and then the rest. */
  async function read(headers: Record<string, string>, meanwhile: () => Promise<unknown>, host?: string) {
    test.events.splice(0);
    for (let n = 0; n < 3_000; n += 1)
      test.events.push({ kind: 'backup-made', actor: { kind: 'system' }, about: [], data: { n } });
    const answer = await ask('GET', '/audit/export', headers, host);
    expect(answer.status).toBe(200);
    const reader = answer.body?.getReader();
    await reader?.read();
    await meanwhile();
    let lines = 1;
    for (;;) {
      const next = await reader?.read().catch(() => 'broken off' as const);
      if (next === 'broken off') return { lines, whole: false };
      if (next?.done !== false) return { lines, whole: true };
      lines += 1;
    }
  }

  it('comes whole to whoever may have it', async () => {
    expect(await read(as(test.owner), async () => {})).toEqual({ lines: 3_000, whole: true });
  });

  it.each<[string, (person: TestPerson) => Promise<unknown>]>([
    ['is disabled', ({ id }) => test.run(`update people set state = 'disabled' where id = $1`, [id])],
    ['lost the role', ({ id }) => test.run(`update people set roles = '{}' where id = $1`, [id])],
    ['signed out', ({ session }) => test.store.sessions.end([session], 'ended')],
  ])('breaks off for whoever %s while they read', async (_, lose) => {
    const person = await test.person(`Exporter ${people++}`, ['owner']);
    const { lines, whole } = await read(as(person), () => lose(person));
    expect(whole).toBe(false);
    expect(lines).toBeLessThanOrEqual(500);
  });

  it('breaks off with the token that asked for it', async () => {
    const made = await test.owner.client.call(api.tokens.create, {
      body: { name: 'export', scopes: ['export'] },
    });
    const revoke = () => test.local.call(api.tokens.revoke, { params: { token: made.id } });
    const host = `https://api.${testDomain}:8443`;
    expect(await read({ authorization: `Bearer ${made.token}` }, revoke, host)).toMatchObject({
      whole: false,
    });
  });
});

let people = 0;
