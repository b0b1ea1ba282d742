import { afterAll, beforeAll, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';
import { openCommandLine } from '#testing/command-line.ts';
import { freshStore } from '#testing/store.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let second: TestPerson;
const close: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const fresh = await freshStore();
  // One connection: an approval, too, asks and writes by that of its transaction alone.
  const one = fresh.store.beside(1);
  close.push(
    () => fresh.close(),
    () => one.close(),
  );
  test = await openTestApi({ ...fresh, store: one }, { secondPerson: 'weakening' });
  second = await test.person('Piet', ['owner']);
});
afterAll(async () => {
  for (const end of close.toReversed()) await end();
});

async function proposed(call: Promise<unknown>): Promise<string> {
  const thrown: unknown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toMatchObject({ problem: { code: 'second-person-needed' } });
  return (thrown as { problem: { proposal: string } }).problem.proposal;
}

const approve = (proposal: string) => second.client.call(api.proposals.approve, { params: { proposal } });
const text = (app: string) =>
  `permit (principal is Person, action == Action::"open", resource == App::"${app}");`;
const wiki = { kind: 'app' as const, name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } };
const program = { kind: 'service-account' as const, name: 'program', apps: ['wiki'] };
const open = { kind: 'policy' as const, name: 'open-wiki', text: text('wiki') };

it('T40: carries out all of an apply that was proposed, new things that name each other among it', async () => {
  const objects = [wiki, program, open];
  const proposal = await proposed(test.owner.client.call(api.apply.write, { body: { objects } }));
  expect(await test.store.apps.findByName('wiki')).toBeUndefined();
  expect(await approve(proposal)).toMatchObject({
    proposal: { state: 'approved' },
    result: { changes: 3, items: [{ action: 'create' }, { action: 'create' }, { action: 'create' }] },
  });
  const app = await test.store.apps.findByName('wiki');
  expect((await test.store.serviceAccounts.findByName('program'))?.apps).toEqual([app?.id]);
  expect((await test.store.policies.findByName('open-wiki'))?.text).toContain(app?.id);
});

it('T40: carries out nothing of an apply that would come to something else by now', async () => {
  const more = { ...wiki, name: 'more' };
  const opens = { ...program, name: 'other', apps: ['more'] };
  const proposal = await proposed(
    test.owner.client.call(api.apply.write, { body: { objects: [more, opens] } }),
  );
  await test.local.call(api.apps.create, { body: { name: 'more', upstream: wiki.upstream } });
  await expect(approve(proposal)).rejects.toMatchObject({ problem: { status: 409 } });
  expect(await test.store.serviceAccounts.findByName('other')).toBeUndefined();
});

it('T40: shows a link or token that comes of it to the approver, this once, and to nobody else', async () => {
  const by = test.owner.client;
  const third = await test.person('Quinn', ['admin']);
  const ways = [
    () => by.call(api.people.resetLink, { params: { person: third.id } }),
    () => by.call(api.gateways.joinToken, { body: { name: 'edge' } }),
    () =>
      by.call(api.tokens.create, { body: { name: 'theirs', owner: third.id, scopes: ['read' as const] } }),
  ];
  for (const way of ways) {
    const proposal = await proposed(way());
    const { result } = await approve(proposal);
    const { address, link, token } = result as Record<string, string | undefined>;
    const secret = address ?? link ?? token ?? JSON.stringify(result);
    expect(secret).toMatch(/signin|^sjt_|^\w{20,}/);
    const seen = await Promise.all([
      by.call(api.proposals.get, { params: { proposal } }),
      by.call(api.proposals.list, { query: { state: 'all' } }),
      second.client.call(api.proposals.get, { params: { proposal } }),
      test.run('select * from proposals'),
      test.run('select * from weakenings'),
    ]);
    expect(JSON.stringify([seen, test.events])).not.toContain(secret);
  }
});

it('T40: approves nothing from the machine’s own command line, and shows there what waits', async () => {
  const proposal = await proposed(
    test.owner.client.call(api.policies.create, { body: { name: 'waits', text: text('console') } }),
  );
  const line = await openCommandLine(test);
  close.push(() => line.close());
  expect((await line.run('proposals list')).out).toContain(proposal);
  expect((await line.run(`proposals show ${proposal}`)).out).toContain('waits');
  const tried = await line.run(`proposals approve ${proposal}`);
  expect(tried.code).not.toBe(0);
  expect(tried.err).toContain('no second person');
  expect(await test.store.policies.findByName('waits')).toBeUndefined();
});
