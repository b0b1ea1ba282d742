import { afterAll, beforeAll, expect, it } from 'vitest';
import { apps } from '#contracts/api/apps.ts';
import { policies } from '#contracts/api/policies.ts';
import { controlJobs } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
beforeAll(async () => {
  test = await openTestApi();
  await test.local.call(apps.create, { body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } } });
});
afterAll(() => test.close());

const permit = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
const newest = async () => (await test.local.call(policies.revisions)).items[0];
const forbidOlga = () =>
  `forbid (principal == Person::"${test.owner.id}", action == Action::"open", resource == App::"console");`;

/** What a control replica does each second. */
const overdueJob = () => {
  const parts = { store: test.store, audit: test.context.audit } as Parameters<typeof controlJobs>[0];
  return controlJobs(parts)
    .find(({ name }) => name === 'end-overdue-trials')
    ?.run();
};

it('keeps every policy of each version, says what changed, and goes back as a new version', async () => {
  const { client } = test.owner;
  const made = await client.call(policies.create, { body: { name: 'wiki', text: permit } });
  const first = (await newest())?.revision ?? 0;
  const second = await client.call(policies.publish, {
    body: {
      changes: [
        { kind: 'update', policy: 'wiki', mode: 'observe', text: `${permit}\n` },
        { kind: 'create', name: 'other', text: permit, enabled: false },
      ],
      message: 'two at once',
    },
  });
  expect(second.revision).toBe(first + 1);
  expect(second.changed.map(({ name, kind, words }) => [name, kind, words])).toEqual(
    expect.arrayContaining([
      ['wiki', 'changed', ['enforcing → only observing', 'text changed']],
      ['other', 'added', ['added, off']],
    ]),
  );
  expect(test.events.at(-1)).toMatchObject({
    kind: 'policy-published',
    data: { before: [{ name: 'wiki' }], message: 'two at once', revision: second.revision },
  });
  const version = await client.call(policies.revision, { params: { revision: second.revision } });
  expect(version).toMatchObject({ author: { name: 'Olga' }, message: 'two at once' });
  expect(version.book.find(({ name }) => name === 'other')).toMatchObject({ enabled: false, text: permit });
  const back = await client.call(policies.rollBack, { params: { revision: first }, body: {} });
  expect(back.revision).toBe(second.revision + 1);
  const [then, now] = [
    await test.store.policies.revision(first),
    await test.store.policies.revision(back.revision),
  ];
  expect(now?.book).toEqual(then?.book);
  expect(now?.snapshot).toEqual(then?.snapshot);
  const rows = await test.store.policies.all();
  expect(rows.find(({ id }) => id === made.id)).toMatchObject({
    mode: 'enforce',
    text: now?.book?.find(({ id }) => id === made.id)?.text,
  });
  expect(rows.some(({ name }) => name === 'other')).toBe(false);
  const difference = await client.call(policies.difference, {
    params: { revision: back.revision },
    query: { from: first },
  });
  expect(difference.items).toEqual([]);
  expect(test.events.at(-1)).toMatchObject({ data: { backTo: first, message: `back to version ${first}` } });
});

it('takes all changes of a draft or none, and sees when somebody was quicker', async () => {
  const before = await test.store.policies.latest();
  const draft = (
    changes: Parameters<typeof test.owner.client.call<typeof policies.publish>>[1]['body']['changes'],
  ) => test.owner.client.call(policies.publish, { body: { changes } });
  await expect(
    draft([
      { kind: 'create', name: 'half', text: permit },
      { kind: 'remove', policy: 'nowhere' },
    ]),
  ).rejects.toMatchObject({ problem: { status: 404 } });
  await expect(draft([{ kind: 'update', policy: 'wiki', version: 1, title: 'Wiki' }])).rejects.toMatchObject({
    problem: { status: 412 },
  });
  await expect(draft([{ kind: 'create', name: 'wiki', text: permit }])).rejects.toMatchObject({
    problem: { status: 409 },
  });
  expect(await test.store.policies.latest()).toEqual(before);
});

it('lets two policies exchange their names', async () => {
  const { client } = test.owner;
  const one = await client.call(policies.publish, {
    body: {
      changes: [
        { kind: 'create', name: 'left', text: permit },
        { kind: 'create', name: 'right', text: permit },
      ],
    },
  });
  await client.call(policies.publish, {
    body: {
      changes: [
        { kind: 'update', policy: 'left', name: 'aside' },
        { kind: 'update', policy: 'right', name: 'left' },
        { kind: 'update', policy: 'aside', name: 'right' },
      ],
    },
  });
  const back = await client.call(policies.rollBack, { params: { revision: one.revision }, body: {} });
  const words = back.changed.map((changed) => changed.words.join()).toSorted();
  expect(words).toEqual(['called left before', 'called right before']);
});

it('does not lock every owner out by going back', async () => {
  const [first] = (await test.local.call(policies.revisions, { query: { limit: 500 } })).items.slice(-1);
  await test.run(`update policy_revisions set book = '[]', snapshot = '[]' where revision = $1`, [
    first?.revision,
  ]);
  await expect(
    test.local.call(policies.rollBack, { params: { revision: first?.revision ?? 0 }, body: {} }),
  ).rejects.toMatchObject({ problem: { status: 409, code: 'policy-locks-out' } });
});

it('refuses what would refuse its publisher, unless it goes back by itself', async () => {
  await test.reload();
  const other = await test.person('Otto', ['owner']);
  await test.store.credentials.setPassword({ id: 'crd_otto', personId: other.id, hash: 'none' });
  const text = forbidOlga();
  const body = { name: 'no-olga', text };
  await expect(test.owner.client.call(policies.create, { body })).rejects.toMatchObject({
    problem: {
      status: 409,
      code: 'policy-refuses-publisher',
      detail: expect.stringContaining('open the console'),
    },
  });
  const before = await newest();
  await test.owner.client.call(policies.create, { body: { ...body, confirmWithin: 60 } });
  const trial = await newest();
  expect(trial?.confirmBefore).toBeGreaterThan(Date.now());
  const confirm = { params: { revision: trial?.revision ?? 0 } };
  // The decider here still has the policies before: the publisher must not slip through it.
  await expect(test.owner.client.call(policies.confirm, confirm)).rejects.toMatchObject({
    problem: { code: 'policy-refuses-publisher' },
  });
  await expect(
    other.client.call(policies.create, { body: { name: 'meanwhile', text: permit } }),
  ).rejects.toMatchObject({
    problem: { status: 409, detail: expect.stringContaining('waits to be confirmed') },
  });
  await overdueJob();
  expect((await newest())?.revision).toBe(trial?.revision);
  await test.run(`update policy_trials set confirm_before = now() - interval '1 second'`, []);
  await expect(other.client.call(policies.confirm, confirm)).rejects.toMatchObject({
    problem: { status: 409 },
  });
  await test.changes();
  await Promise.all([overdueJob(), overdueJob()]);
  expect(await test.changes()).toHaveLength(1);
  const after = await newest();
  expect(after).toMatchObject({
    revision: (trial?.revision ?? 0) + 1,
    author: { kind: 'system' },
    confirmBefore: null,
  });
  const [was, is] = [
    await test.store.policies.revision(before?.revision ?? 0),
    await test.store.policies.revision(after?.revision ?? 0),
  ];
  expect(is?.book).toEqual(was?.book);
  expect(test.events.at(-1)).toMatchObject({ actor: { kind: 'system' }, data: { backTo: before?.revision } });
});

it('stays when somebody confirms it who gets in under it', async () => {
  const otto = await test.person('Ottilie', ['owner']);
  await test.store.credentials.setPassword({ id: 'crd_ottilie', personId: otto.id, hash: 'none' });
  await test.owner.client.call(policies.create, {
    body: { name: 'no-olga', text: forbidOlga(), confirmWithin: 60 },
  });
  const trial = await newest();
  await otto.client.call(policies.confirm, { params: { revision: trial?.revision ?? 0 } });
  await test.run(`update policy_trials set confirm_before = now() - interval '1 second'`, []);
  await overdueJob();
  expect(await newest()).toMatchObject({ revision: trial?.revision, confirmBefore: null });
});
