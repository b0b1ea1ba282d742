import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { apps } from '#contracts/api/apps.ts';
import { audit } from '#contracts/api/audit.ts';
import { decisions } from '#contracts/api/decisions.ts';
import { policies } from '#contracts/api/policies.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
let wiki: { id: string };
beforeAll(async () => {
  test = await openTestApi();
  ada = await test.person('Ada');
  wiki = await test.local.call(apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  });
});
afterAll(() => test.close());

let seq = 0;
async function store(event: AuditEvent): Promise<void> {
  seq += 1;
  const payload = Buffer.from(JSON.stringify(event));
  const bytes = Buffer.from('{}');
  const { kind, about } = event;
  await test.store.audit.append([
    {
      chain: 'c',
      seq,
      at: new Date(1_800_000_000_000 + seq),
      kind,
      about: [...about],
      bytes,
      hash: bytes,
      payload,
    },
  ]);
}

async function decide(outcome: 'allow' | 'deny', person = ada): Promise<string> {
  const id = newId('decision');
  const digest = `digest-${id}`;
  await test.store.decisionInputs.put([{ digest, bytes: Buffer.from('{"action":"open"}') }]);
  const voice = {
    policy: 'pol_1',
    title: 'Secret rule',
    effect: 'forbid',
    mode: 'enforce',
    result: 'satisfied',
    private: true,
  };
  const decision = { outcome, reason: 'no-policy-allows', policies: [voice], policyRevision: 3 };
  await store({
    kind: 'decision-made',
    actor: { kind: 'person', id: person.id },
    about: [id, person.id, person.session, wiki.id],
    data: {
      id,
      at: 5,
      decision,
      inputDigest: digest,
      person: person.id,
      app: wiki.id,
      session: person.session,
    },
  });
  return id;
}

it('lists decisions by person, app and outcome, and reads one with its input and voices', async () => {
  const denied = await decide('deny');
  const allowed = await decide('allow');
  await store({
    kind: 'decision-made',
    actor: { kind: 'system' },
    about: [denied, ada.id],
    data: { repeatOf: denied, repeats: 4 },
  });
  const list = async (query: object) =>
    (await test.local.call(decisions.list, { query })).items.map(({ id }) => id);
  expect(await list({ person: ada.id })).toEqual([allowed, denied]);
  expect(await list({ app: wiki.id, outcome: 'deny' })).toEqual([denied]);
  expect(await list({ person: test.owner.id })).toEqual([]);
  expect(await test.local.call(decisions.get, { params: { decision: denied } })).toMatchObject({
    outcome: 'deny',
    text: 'No policy gives you access to this application.',
    person: { id: ada.id, name: 'Ada' },
    app: { name: 'wiki' },
    policies: [{ title: 'Secret rule' }],
    input: { action: 'open' },
  });
});

it('shows a person their own decisions only, without what a policy keeps private', async () => {
  const own = await decide('deny');
  const other = await decide('deny', test.owner);
  const { items } = await ada.client.call(decisions.list, { query: { person: test.owner.id } });
  expect(items.every(({ person }) => person?.id === ada.id)).toBe(true);
  const shown = await ada.client.call(decisions.get, { params: { decision: own } });
  expect(shown.policies).toEqual([]);
  await expect(ada.client.call(decisions.get, { params: { decision: other } })).rejects.toMatchObject({
    problem: { status: 404 },
  });
});

it('says why, as the gateway would be answered now', async () => {
  const ask = () =>
    test.local.call(decisions.why, {
      body: { person: 'ada@example.org', app: 'wiki', address: '192.0.2.1' },
    });
  expect(await ask()).toMatchObject({ outcome: 'deny', reason: 'no-policy-allows', policies: [] });
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  await test.local.call(policies.create, { body: { name: 'open-wiki', text, title: 'Open wiki' } });
  await test.reload();
  expect(await ask()).toMatchObject({
    outcome: 'allow',
    policies: [{ title: 'Open wiki', effect: 'permit' }],
    input: {
      principal: { id: ada.id },
      network: { address: '192.0.2.1' },
      authn: { methods: ['pwd', 'otp'] },
    },
  });
  await test.run(`update people set state = 'disabled' where id = $1`, [ada.id]);
  expect(await ask()).toMatchObject({ outcome: 'deny', reason: 'person-disabled' });
  await test.run(`update people set state = 'enabled' where id = $1`, [ada.id]);
  await expect(
    test.local.call(decisions.why, { body: { person: 'nobody@example.org', app: 'wiki' } }),
  ).rejects.toMatchObject({ problem: { status: 404 } });
});

it('lists the audit for those who may read it, streams it, and says whether it is whole', async () => {
  const { items } = await test.local.call(audit.list, {
    query: { kind: 'decision-made', about: ada.id, limit: 1 },
  });
  expect(items).toMatchObject([{ chain: 'c', kind: 'decision-made', actor: { kind: 'person' } }]);
  await expect(ada.client.call(audit.list)).rejects.toMatchObject({ problem: { status: 403 } });
  let text = '';
  for await (const chunk of await test.owner.client.stream(audit.export))
    text += Buffer.from(chunk).toString();
  expect(text.trim().split('\n').length).toBe(test.events.length);
  expect(await test.local.call(audit.verify, { body: {} })).toMatchObject({ intact: true, problemCount: 0 });
});
