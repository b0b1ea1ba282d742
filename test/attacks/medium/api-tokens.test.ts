import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { installation } from '#contracts/api/installation.ts';
import { sessions } from '#contracts/api/sessions.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { openTestApi } from '#testing/api.ts';

// A proof made for one place counted at another. Each of ours is tried everywhere it is not made for.
let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

const create = (body: object = {}, client = test.owner.client) =>
  client.call(tokens.create, { body: { name: 'ci', ...body } });
const refused = (status: number) => expect.objectContaining({ problem: expect.objectContaining({ status }) });
const meAt = (host: string, headers: Record<string, string>) =>
  test.send(`https://${host}:8443/api/v1/me`, { headers });

describe('an API token', () => {
  it('is shown once and stored as a hash only', async () => {
    const { token, id } = await create();
    const [row] = await test.run('select to_jsonb(t)::text as text, hash from api_tokens t where id = $1', [
      id,
    ]);
    expect(row?.['text']).not.toContain(token.slice(4));
    expect(row?.['hash']).toBe(createHash('sha256').update(token).digest('hex'));
    const listed = await test.local.call(tokens.list);
    expect(JSON.stringify([listed, test.events])).not.toContain(token.slice(4));
    expect(JSON.stringify(listed)).not.toContain(String(row?.['hash']));
  });

  it('counts on the API host and nowhere else', async () => {
    const { token } = await create();
    const authorization = `Bearer ${token}`;
    expect((await meAt('api.test.localhost', { authorization })).status).toBe(200);
    for (const host of ['console', 'portal', 'signin', 'wiki', 'api.evil'].map(
      (name) => `${name}.test.localhost`,
    )) {
      expect([host, (await meAt(host, { authorization })).status]).toEqual([host, 401]);
      const asAssertion = { [assertionHeader]: token, 'sec-fetch-site': 'same-origin' };
      expect([host, (await meAt(host, asAssertion)).status]).toEqual([host, 401]);
    }
  });

  it('is nothing in any other form', async () => {
    const { token } = await create();
    const forms = [
      token,
      `bearer ${token}`,
      `Basic ${token}`,
      `Bearer  ${token}`,
      `Bearer ${token}x`,
      `Bearer ${token.slice(0, -1)}`,
      `Bearer ${token.toUpperCase()}`,
      `Bearer slp_${createHash('sha256').update(token).digest('hex')}`,
      `Bearer ${token}, Bearer ${token}`,
      `Bearer ${test.owner.assertion}`,
    ];
    for (const authorization of forms) {
      expect([authorization, (await meAt('api.test.localhost', { authorization })).status]).toEqual([
        authorization,
        401,
      ]);
    }
    const inUrl = await test.send(`https://api.test.localhost:8443/api/v1/me?access_token=${token}`);
    expect(inUrl.status).toBe(401);
  });

  it('never does more than its scopes, whatever its owner may', async () => {
    const reader = test.withToken((await create({ scopes: ['read'] })).token);
    await expect(reader.call(apps.list)).resolves.toMatchObject({ items: expect.any(Array) });
    const body = { name: 'sneaky', upstream: { url: 'http://127.0.0.1:1' } };
    await expect(reader.call(apps.create, { body })).rejects.toEqual(refused(403));
    await expect(reader.call(sessions.end, { params: { session: test.owner.session } })).rejects.toEqual(
      refused(403),
    );
    await expect(reader.call(tokens.create, { body: { name: 'more', scopes: ['read'] } })).rejects.toEqual(
      refused(403),
    );
    const writer = test.withToken((await create({ scopes: ['read', 'write'] })).token);
    await expect(
      writer.call(tokens.create, { body: { name: 'more', scopes: ['manageKeys'] } }),
    ).rejects.toEqual(refused(403));
    await expect(writer.call(apps.create, { body })).resolves.toMatchObject({ name: 'sneaky' });
  });

  it('never does more than its owner', async () => {
    const guest = await test.person('Guest');
    const scopes = ['read', 'write', 'manageKeys'];
    const client = test.withToken((await create({ scopes }, guest.client)).token);
    await expect(client.call(apps.list)).rejects.toEqual(refused(403));
    await expect(create({ owner: test.owner.id }, guest.client)).rejects.toEqual(refused(403));
  });

  it('ends by revocation, by expiry and with its owner, at the next request', async () => {
    const ada = await test.person('Ada', ['owner']);
    const alive = async (token: string) =>
      (await meAt('api.test.localhost', { authorization: `Bearer ${token}` })).status === 200;
    const [one, two, three] = [await create(), await create(), await create({}, ada.client)];
    expect(await Promise.all([one, two, three].map(({ token }) => alive(token)))).toEqual([true, true, true]);
    await test.local.call(tokens.revoke, { params: { token: one.id } });
    await test.run(`update api_tokens set expires_at = now() where id = $1`, [two.id]);
    await test.run(`update people set state = 'disabled' where id = $1`, [ada.id]);
    expect(await Promise.all([one, two, three].map(({ token }) => alive(token)))).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('an assertion', () => {
  const headers = () => ({ [assertionHeader]: test.owner.assertion, 'sec-fetch-site': 'same-origin' });

  it('counts on the host that it was made for and nowhere else', async () => {
    expect((await meAt('console.test.localhost', headers())).status).toBe(200);
    for (const host of [
      'portal.test.localhost',
      'api.test.localhost',
      'signin.test.localhost',
      'localhost',
    ]) {
      expect([host, (await meAt(host, headers())).status]).toEqual([host, 401]);
    }
  });

  it('is nobody once its session or its person is over, however long it lives itself', async () => {
    const ben = await test.person('Ben');
    await expect(ben.client.call(installation.me)).resolves.toMatchObject({ person: { id: ben.id } });
    await test.store.sessions.end([ben.session], 'signed-out');
    await expect(ben.client.call(installation.me)).rejects.toEqual(refused(401));
    const cleo = await test.person('Cleo');
    await test.run(`update people set state = 'disabled' where id = $1`, [cleo.id]);
    await expect(cleo.client.call(installation.me)).rejects.toEqual(refused(401));
    const dora = await test.person('Dora');
    await test.run(`update sessions set last_active_at = now() - interval '2 hours' where id = $1`, [
      dora.session,
    ]);
    await expect(dora.client.call(installation.me)).rejects.toEqual(refused(401));
  });
});

it('takes the way a request came from the listener, never from the request', async () => {
  const names = ['x-channel', 'channel', 'x-forwarded-for', 'forwarded', 'sallyport-address'];
  for (const host of ['localhost', 'console.test.localhost', 'api.test.localhost']) {
    const headers = Object.fromEntries(names.map((name) => [name, 'local']));
    expect((await meAt(host, headers)).status).toBe(401);
  }
  for (const path of ['setup-link', 'recover/owner-link', 'recover/end-sessions', 'backup']) {
    const answer = await test.send(`https://console.test.localhost:8443/api/v1/${path}`, {
      method: 'POST',
      headers: { [assertionHeader]: test.owner.assertion, 'sec-fetch-site': 'same-origin' },
    });
    expect([path, answer.status]).toEqual([path, 404]);
  }
});
