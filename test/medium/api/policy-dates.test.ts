import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import type { PolicyPreview } from '#contracts/api/policy-previews.ts';
import { policyJobs } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';
import { openCommandLine } from '#testing/command-line.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let line: Awaited<ReturnType<typeof openCommandLine>>;
let wiki = '';
beforeAll(async () => {
  test = await openTestApi();
  line = await openCommandLine(test);
  ({ id: wiki } = await test.local.call(apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  }));
  await test.local.call(policies.create, { body: { name: 'everybody', text: permit } });
  await test.reload();
});
afterAll(async () => {
  await line.close();
  await test.close();
});

const permit = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
const forbid =
  'forbid (principal is Person, action == Action::"open", resource == App::"wiki") unless { context.device.managed };';
const hour = 3_600_000;
const soon = () => Date.now() + hour;
const job = () => policyJobs(test.context).find(({ name }) => name === 'enforce-due-policies');
const letComeDue = (...names: readonly string[]) =>
  test.run(`update policies set enforce_from = now() - interval '1 second' where name = any($1)`, [names]);
const get = (policy: string) => test.local.call(policies.get, { params: { policy } });

it('takes a date for what observes, and for nothing else', async () => {
  const create = (body: object) =>
    test.local.call(policies.create, { body: { name: 'dated', text: forbid, ...body } });
  const wrong = { problem: { status: 400, problems: [{ at: 'enforceFrom' }] } };
  await expect(create({ mode: 'enforce', enforceFrom: soon() })).rejects.toMatchObject(wrong);
  await expect(create({ mode: 'observe', enforceFrom: Date.now() - 1 })).rejects.toMatchObject(wrong);
  await expect(create({ mode: 'observe', enforceFrom: Date.now() + 500 * 24 * hour })).rejects.toMatchObject(
    wrong,
  );
  const at = soon();
  const made = await create({ mode: 'observe', enforceFrom: at });
  expect(made).toMatchObject({ mode: 'observe', enforceFrom: at, enforceProblem: null });
  const { items } = await test.local.call(policies.revisions, { query: { limit: 1 } });
  const revision = items[0]?.revision ?? 0;
  const { book } = await test.local.call(policies.revision, { params: { revision } });
  expect(book.find(({ name }) => name === 'dated')).toMatchObject({ mode: 'observe', enforceFrom: at });
  const difference = await test.local.call(policies.difference, { params: { revision } });
  expect(difference.items[0]?.words[1]).toMatch(/^to be enforced from \d{4}-\d\d-\d\d \d\d:\d\d UTC on$/);
  const { id, version } = made;
  const enforced = await test.local.call(policies.update, {
    params: { policy: id },
    version,
    body: { mode: 'enforce' },
  });
  expect(enforced.enforceFrom).toBeNull();
  await test.local.call(policies.remove, { params: { policy: id }, version: enforced.version });
});

it('enforces exactly what is due, together, as a version of its own, heard by live connections and on record', async () => {
  const at = soon();
  await test.local.call(policies.publish, {
    body: {
      changes: [
        { kind: 'create', name: 'managed-only', text: forbid, mode: 'observe', enforceFrom: at },
        { kind: 'create', name: 'with-it', text: permit, mode: 'observe', enforceFrom: at },
        { kind: 'create', name: 'later', text: permit, mode: 'observe', enforceFrom: at + hour },
      ],
    },
  });
  await test.changes();
  const before = (await test.store.policies.latest())?.revision ?? 0;
  await job()?.run();
  expect((await test.store.policies.latest())?.revision).toBe(before);
  await letComeDue('managed-only', 'with-it');
  await job()?.run();
  await job()?.run();
  expect(await test.store.policies.latest()).toMatchObject({ revision: before + 1 });
  expect([await get('managed-only'), await get('with-it'), await get('later')]).toMatchObject([
    { mode: 'enforce', enforceFrom: null },
    { mode: 'enforce', enforceFrom: null },
    { mode: 'observe', enforceFrom: at + hour },
  ]);
  expect(await test.changes()).toMatchObject([{ kind: 'recheck', cause: 'policy-published' }]);
  expect(test.events.at(-1)).toMatchObject({
    kind: 'policy-published',
    actor: { kind: 'system' },
    data: {
      revision: before + 1,
      observed: expect.arrayContaining([{ name: 'managed-only', refuses: 0, allows: 0, checked: 0 }]),
    },
  });
  const snapshot = await test.store.policies.revision(before);
  const then = await test.store.policies.revision(before + 1);
  const managed = (await get('managed-only')).id;
  const modeIn = (row: typeof then) => row?.snapshot.find(({ id }) => id === managed)?.mode;
  expect([modeIn(snapshot), modeIn(then)]).toEqual(['observe', 'enforce']);
});

it('does not turn it over again where somebody goes back', async () => {
  const now = (await test.store.policies.latest())?.revision ?? 0;
  await letComeDue('later');
  await test.run(
    `update policy_revisions set book = (select jsonb_agg(case when p->>'name' = 'managed-only'
       then p || jsonb_build_object('mode', 'observe', 'enforceFrom', 1000) else p end) from jsonb_array_elements(book) p)
     where revision = $1`,
    [now - 1],
  );
  await test.local.call(policies.rollBack, { params: { revision: now - 1 }, body: {} });
  expect(await get('managed-only')).toMatchObject({ mode: 'observe', enforceFrom: null });
  await job()?.run();
  expect(await get('managed-only')).toMatchObject({ mode: 'observe' });
});

it('tries what will be from a date on when it is written', async () => {
  await test.local.call(policies.addTest, {
    body: { says: 'can', who: { person: 'olga@example.org' }, what: { app: 'wiki' } },
  });
  const dated = { name: 'all-out', text: forbid, mode: 'observe' as const };
  const refused = test.local.call(policies.create, { body: { ...dated, enforceFrom: soon() } });
  await expect(refused).rejects.toMatchObject({
    problem: {
      code: 'policy-test-failed',
      detail: expect.stringMatching(/^As it would be from .* UTC on: /),
    },
  });
  await test.local.call(policies.create, { body: dated });
});

it('stays as it is, says why, and tries again, where its date would break what holds', async () => {
  await test.run(`update policies set enforce_from = now() - interval '2 hours' where name = 'all-out'`);
  const events = test.events.length;
  const due = job();
  await due?.run();
  await due?.run();
  expect(await get('all-out')).toMatchObject({
    mode: 'observe',
    enforceProblem: expect.stringContaining('can open wiki” would not hold'),
  });
  expect(test.events.slice(events)).toMatchObject([
    { kind: 'object-changed', data: { notEnforced: expect.any(String) } },
  ]);
  const { items } = await test.local.call(policies.listTests);
  const [kept] = items;
  await test.local.call(policies.removeTest, { params: { test: kept?.id ?? '' } });
  await job()?.run();
  expect(await get('all-out')).toMatchObject({ mode: 'enforce', enforceProblem: null });
});

it('is not stopped by a sentence that is broken already', async () => {
  const { id, version } = await get('all-out');
  await test.local.call(policies.remove, { params: { policy: id }, version });
  await test.local.call(groups.create, { body: { name: 'Guests' } });
  await test.local.call(groups.create, { body: { name: 'Outer' } });
  await test.local.call(policies.addTest, {
    body: { says: 'can-never', who: { group: 'Guests' }, what: { app: 'console' } },
  });
  const outer = `permit (principal in Group::"Outer", action == Action::"open", resource == App::"console");`;
  await test.local.call(policies.create, { body: { name: 'outer', text: outer } });
  const guests = await test.local.call(groups.get, { params: { group: 'Guests' } });
  const { id: parent } = await test.local.call(groups.get, { params: { group: 'Outer' } });
  await test.local.call(groups.update, {
    params: { group: guests.id },
    version: guests.version,
    body: { parents: [parent] },
  });
  await test.run(
    `update policies set enforce_from = now() - interval '1 second', mode = 'observe' where name = 'managed-only'`,
  );
  await job()?.run();
  expect(await get('managed-only')).toMatchObject({ mode: 'enforce' });
});

it('shows a date as from then on, and counts what was observed', async () => {
  const { id, version } = await get('managed-only');
  // The sentence that a group broke would stop every publication.
  for (const { id: kept } of (await test.local.call(policies.listTests)).items)
    await test.local.call(policies.removeTest, { params: { test: kept } });
  await test.local.call(policies.remove, { params: { policy: id }, version });
  await test.reload();
  let preview: PolicyPreview = await test.local.call(policies.preview, {
    body: {
      changes: [{ kind: 'create', name: 'x', text: forbid, mode: 'observe', enforceFrom: soon() }],
      replay: 'none',
    },
  });
  while (preview.state === 'running')
    preview = await test.local.call(policies.getPreview, { params: { preview: preview.id } });
  expect(preview.report?.impact.apps).toMatchObject([{ app: { name: 'wiki' }, loses: 1 }]);
  const observing = await test.local.call(policies.create, {
    body: { name: 'watching', text: forbid, mode: 'observe' },
  });
  for (let times = 0; times < 3; times += 1) await record(observing.id);
  const found = await test.local.call(policies.observed, { params: { policy: 'watching' } });
  expect(found).toMatchObject({ checked: 3, complete: true, refuses: 3, allows: 0, large: true });
  expect(found.people).toEqual([{ id: test.owner.id, name: 'Olga', count: 3 }]);
  expect((await line.run('policies observed watching')).out).toMatch(
    /would have refused 3 [\s\S]*That is much/,
  );
});

let seq = 0;
async function record(policy: string): Promise<void> {
  const about = [newId('decision'), test.owner.id, wiki];
  const voice = { policy, title: 'x', effect: 'forbid', mode: 'observe', result: 'satisfied' };
  const decision = { outcome: 'allow', reason: 'allowed-by-policy', policyRevision: 1, policies: [voice] };
  const data = { id: about[0], at: Date.now(), inputDigest: 'd', person: test.owner.id, app: wiki, decision };
  const event = { kind: 'decision-made', actor: { kind: 'system' }, about, data };
  const bytes = Buffer.from('x');
  seq += 1;
  await test.store.audit.append([
    {
      chain: 'c',
      seq,
      at: new Date(),
      kind: 'decision-made',
      about,
      bytes,
      hash: bytes,
      salt: bytes,
      payload: Buffer.from(JSON.stringify(event)),
    },
  ]);
}

it('is said at the command line and in files, where a date that has passed means enforced', async () => {
  const made = await line.run([
    'policies',
    'create',
    'cli',
    '--text',
    forbid,
    '--observe-until',
    '2099-01-01',
  ]);
  expect(made).toMatchObject({ code: 1, err: expect.stringContaining('400 days') });
  const date = new Date(soon()).toISOString();
  expect(
    await line.run(['policies', 'create', 'cli', '--text', forbid, '--observe-until', date]),
  ).toMatchObject({
    code: 0,
  });
  expect((await line.run('policies list')).out).toMatch(/cli +cli +observe +\d{4}-/);
  const { out } = await line.run('export --kind policy');
  expect(out).toContain(`enforceFrom: ${date}`);
  expect((await line.run('apply -f - --plan', out)).out).toContain('0 to create, 0 to change');
  expect(await line.run('policies update cli --observe-until never')).toMatchObject({ code: 0 });
  expect(await get('cli')).toMatchObject({ mode: 'observe', enforceFrom: null });
  const past = out.replace(date, '2020-01-01T00:00:00Z');
  expect((await line.run('apply -f - --plan', past)).out).toMatch(/mode: "observe" → "enforce"/);
  const draft = JSON.stringify([{ kind: 'update', policy: 'cli', title: 'CLI' }]);
  await line.run(['policies', 'publish', '--file', '-', '--observe-until', date], draft);
  expect(await get('cli')).toMatchObject({ title: 'CLI', enforceFrom: Date.parse(date) });
});
