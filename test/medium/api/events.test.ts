import { afterAll, beforeAll, expect, it } from 'vitest';
import { groups } from '#contracts/api/groups.ts';
import { happenedListSchema } from '#contracts/api/events.ts';
import { tokens } from '#contracts/api/tokens.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { consoleOrigin, openTestApi, testDomain, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
});
afterAll(() => test.close());

/** Opens the stream as somebody and reads it event by event. */
async function open(headers: Readonly<Record<string, string>>, host = consoleOrigin) {
  const response = await test.send(`${host}/api/v1/events`, { headers });
  if (response.status !== 200 || response.body === null) return { status: response.status };
  const chunks = response.body.getReader();
  let text = '';
  const event = async (): Promise<{ event?: string; id?: string; data: unknown } | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const fields = Object.fromEntries(lines.map((line) => line.split(/: (.*)/s)));
        if (fields['retry'] !== undefined) continue;
        return { event: fields['event'], id: fields['id'], data: JSON.parse(fields['data'] ?? 'null') };
      }
      const { done, value } = await chunks.read();
      if (done) return undefined;
      text += new TextDecoder().decode(value);
    }
  };
  return { status: 200, type: response.headers.get('content-type'), event, close: () => chunks.cancel() };
}

const as = (person: TestPerson, more = {}) => ({
  [assertionHeader]: person.assertion,
  'sec-fetch-site': 'same-origin',
  ...more,
});

it('tells an administrator what was changed, by kind and id, and goes on where they were', async () => {
  const stream = await open(as(test.owner));
  expect(stream.type).toBe('text/event-stream');
  expect(await stream.event?.()).toMatchObject({ event: 'resync' });
  const { id } = await test.local.call(groups.create, { body: { name: 'engineers' } });
  const heard = await stream.event?.();
  expect(heard?.event).toBe('happened');
  expect(happenedListSchema.parse(heard?.data)).toEqual([
    { noun: 'groups', kinds: ['object-created'], ids: [id], more: false },
    { noun: 'audit', kinds: ['object-created'], ids: [], more: true },
  ]);
  const second = await open(as(test.owner, { 'last-event-id': heard?.id ?? '' }));
  const next = test.local.call(groups.create, { body: { name: 'writers' } });
  expect((await second.event?.())?.event).toBe('happened');
  await next;
  await Promise.all([stream.close?.(), second.close?.()]);
  expect(test.context.news.readers()).toBe(0);
});

it('is not for those who may not read, and not for pages of other sites', async () => {
  const nobody = await test.person('Nora');
  expect(await open(as(nobody))).toEqual({ status: 403 });
  expect(await open({})).toEqual({ status: 401 });
  expect(await open(as(test.owner, { 'sec-fetch-site': 'cross-site' }))).toEqual({ status: 403 });
});

it('ends before it tells anything more to somebody whose session or role has ended', async () => {
  const admin = await test.person('Ada', ['owner']);
  const stream = await open(as(admin));
  await stream.event?.();
  await test.store.sessions.end([admin.session], 'ended');
  await test.local.call(groups.create, { body: { name: 'secret-plans' } });
  expect(await stream.event?.()).toBeUndefined();

  const demoted = await test.person('Dora', ['owner']);
  const other = await open(as(demoted));
  await other.event?.();
  await test.store.people.update({ id: demoted.id, version: 1 }, { roles: [] });
  await test.local.call(groups.create, { body: { name: 'more-plans' } });
  expect(await other.event?.()).toBeUndefined();
});

it('keeps a token within its scopes: without readAudit no word of the audit chain', async () => {
  const made = await test.owner.client.call(tokens.create, { body: { name: 'watch', scopes: ['read'] } });
  const host = `https://api.${testDomain}:8443`;
  const stream = await open({ authorization: `Bearer ${made.token}` }, host);
  await stream.event?.();
  await test.local.call(groups.create, { body: { name: 'testers' } });
  const heard = happenedListSchema.parse((await stream.event?.())?.data);
  expect(heard.map(({ noun }) => noun)).toEqual(['groups']);
  await test.local.call(tokens.revoke, { params: { token: made.id } });
  await test.local.call(groups.create, { body: { name: 'painters' } });
  expect(await stream.event?.()).toBeUndefined();
});
