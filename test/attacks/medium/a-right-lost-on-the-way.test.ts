import { afterAll, beforeAll, expect, it } from 'vitest';
import { csrfHeader, operations } from '#contracts/api/operations.ts';
import type { Operation } from '#contracts/api/operation.ts';
import { people } from '#contracts/api/people.ts';
import { sessions } from '#contracts/api/sessions.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import { addSession } from '#testing/store.ts';
import { consoleOrigin, type TestPerson } from '#testing/api.ts';
import { type FurnishedApi, openFurnishedApi } from '#testing/furnished-api.ts';
import { everyRow } from '#testing/every-row.ts';

// A race in a change of role. Mallory is an owner and sends a write; between the moment at which it is found that she
// may and the moment at which it is written she stops being one, or is signed out. What she sent must not count: it
// could give the role back, or leave a policy or a token behind. Walked for every operation there is.

let test: FurnishedApi;
let mallory: TestPerson;
let lost: (() => Promise<unknown>) | undefined;
beforeAll(async () => {
  test = await openFurnishedApi();
  mallory = await test.person('Mallory', ['owner']);
  const context: { authorize: FurnishedApi['context']['authorize'] } = test.context;
  const { authorize } = context;
  context.authorize = async (question) => {
    const decision = await authorize(question);
    const asksBefore = question.caller.person === mallory.id && question.within === undefined;
    if (asksBefore && decision.outcome === 'allow') {
      const lose = lost;
      lost = undefined;
      await lose?.();
    }
    return decision;
  };
});
afterAll(() => test.close());

const losing = {
  'her role': async () => {
    const { version } = await test.local.call(people.get, { params: { person: mallory.id } });
    await test.local.call(people.update, { params: { person: mallory.id }, version, body: { roles: [] } });
  },
  'her account': async () => {
    const { version } = await test.local.call(people.get, { params: { person: mallory.id } });
    const edit = { params: { person: mallory.id }, version, body: { state: 'disabled' as const } };
    await test.local.call(people.update, edit);
  },
  'her session': () => test.local.call(sessions.end, { params: { session: mallory.session } }),
};

async function giveBack(): Promise<void> {
  await test.run(`update people set roles = '{owner}', state = 'enabled', version = 1 where id = $1`, [
    mallory.id,
  ]);
  await test.run('update sessions set ended_at = null, end_reason = null where id = $1', [mallory.session]);
}

async function send(operation: Operation, body?: object) {
  const request = test.request(operation, 'what is there');
  const given = body ?? request.body;
  return test.send(`${consoleOrigin}/api/v1${request.path}`, {
    method: operation.method.toUpperCase(),
    headers: {
      [assertionHeader]: mallory.assertion,
      'sec-fetch-site': 'same-origin',
      [csrfHeader]: mallory.csrf,
      'if-match': '"1"',
      'content-type': 'application/json',
    },
    ...(given === undefined ? {} : { body: JSON.stringify(given) }),
  });
}

/** They write nothing to the database, or what is no standing of anybody: a calculation, a link that is on record. */
const besides = new Set([
  'people.reset-link',
  'policies.check',
  'policies.test',
  'policies.preview',
  'policies.cancelPreview',
  'apply.plan',
  'decisions.why',
  'decisions.again',
  'apps.probe',
  'providers.test',
  'keys.rotate',
  'audit.verify',
  'sample.protect',
]);
const writes = operations.filter(
  ({ method, door, id }) => method !== 'get' && door === 'any' && !besides.has(id),
);

for (const [what, lose] of Object.entries(losing)) {
  it.each(writes.map((operation) => [operation.id, operation] as const))(
    `%s counts for nothing once she lost ${what}`,
    async (id, operation) => {
      await giveBack();
      // So that there is something to do.
      const group = test.ids.find((one) => one.startsWith('grp_')) ?? '';
      if (id === 'groups.add') await test.store.groups.removeMember(group, test.bob.id);
      if (id === 'groups.drop') await test.store.groups.addMember(group, test.bob.id);
      let then = '';
      let events = 0;
      let asked = false;
      lost = async () => {
        asked = true;
        await lose();
        [then, events] = [await everyRow(test.run), test.events.length];
      };
      const { status } = await send(operation);
      lost = undefined;
      // What she does to her own, she needs nobody's leave for.
      const own = id === 'tokens.create' || id === 'sessions.end';
      if (own && !asked) return;
      // Publishing nothing is found wrong before anything is written.
      const refusals = id === 'policies.publish' ? [401, 403, 422] : [401, 403];
      expect([id, asked, refusals.includes(status), status]).toEqual([id, true, true, status]);
      expect([await everyRow(test.run), test.events.length]).toEqual([then, events]);
    },
  );
}

it('does not give the role back to whoever guessed the version that taking it leaves', async () => {
  await giveBack();
  lost = losing['her role'];
  const answer = await test.send(`${consoleOrigin}/api/v1/people/${mallory.id}`, {
    method: 'PATCH',
    headers: {
      [assertionHeader]: mallory.assertion,
      'sec-fetch-site': 'same-origin',
      [csrfHeader]: mallory.csrf,
      'if-match': '"2"',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ roles: ['owner'] }),
  });
  expect(answer.status).toBe(403);
  expect((await test.store.people.find(mallory.id))?.roles).toEqual([]);
});

it('makes no token for a session that ended while the request was on its way', async () => {
  await giveBack();
  const { find } = test.store.people;
  const ended: { find: typeof find } = test.store.people;
  let once = true;
  // Making a token of one's own asks nobody: the session ends where the request looks its owner up.
  ended.find = async (id) => {
    const row = await find(id);
    if (once && id === mallory.id) {
      once = false;
      await losing['her session']();
    }
    return row;
  };
  const before = await test.run('select id from api_tokens');
  const operation = operations.find(({ id }) => id === 'tokens.create');
  if (operation === undefined) throw new Error('there is no such operation');
  const { status } = await send(operation, { name: 'for later' });
  ended.find = find;
  expect(status).toBe(401);
  expect(await test.run('select id from api_tokens')).toEqual(before);
  expect((await addSession(test.store, mallory.row)).endedAt).toBeNull();
});
