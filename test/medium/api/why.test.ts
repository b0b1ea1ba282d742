import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import type { DecisionInput } from '#contracts/access.ts';
import { apps } from '#contracts/api/apps.ts';
import { decisions, type WhyQuestion } from '#contracts/api/decisions.ts';
import { groups } from '#contracts/api/groups.ts';
import { policies } from '#contracts/api/policies.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { digestInput } from '../../../src/control/push/input-digest.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
let finance: { id: string };
let wiki: { id: string };
let policy: { id: string; version: number };

const ask = (question: Partial<WhyQuestion> = {}) =>
  test.local.call(decisions.why, { body: { person: 'ada@example.org', app: 'wiki', ...question } });
const office = 'context.network.address.isInRange(ip("10.0.0.0/8"))';

beforeAll(async () => {
  test = await openTestApi();
  ada = await test.person('Ada');
  finance = await test.local.call(groups.create, { body: { name: 'finance' } });
  wiki = await test.local.call(apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  });
  const text = `permit (principal in Group::"finance", action == Action::"open", resource == App::"wiki") when { ${office} };`;
  policy = await test.local.call(policies.create, { body: { name: 'wiki', text, title: 'Finance reads' } });
  await test.reload();
});
afterAll(() => test.close());

it('tells who nearly spoke, the facts with their source, and what would have helped', async () => {
  const answer = await ask({ address: '192.0.2.1' });
  expect(answer).toMatchObject({
    outcome: 'deny',
    basis: 'what-if',
    record: null,
    policies: [],
    missing: [],
  });
  expect(answer.considered).toMatchObject([
    { title: 'Finance reads', result: 'other-group', asks: ['principal.groups', 'context.network.address'] },
  ]);
  expect(answer.remedies).toMatchObject([
    {
      text: 'being in the group finance; and coming from 10.0.0.0/8',
      mender: 'nobody',
      changes: [
        { kind: 'join-group', group: { id: finance.id, name: 'finance' } },
        { kind: 'network', range: '10.0.0.0/8' },
      ],
    },
  ]);
  const fact = (name: string) => answer.facts.find((one) => one.name === name);
  expect(fact('context.network.address')).toMatchObject({
    value: '192.0.2.1',
    source: 'question',
    asked: true,
  });
  expect(fact('principal.name')).toMatchObject({ value: 'Ada', source: 'directory', asked: false });
  expect(fact('context.network.country')).toMatchObject({ value: null, ageSeconds: null });
  expect(fact('context.authn.methods')).toMatchObject({ source: 'sign-in' });
});

it('takes the address of their newest session unless told another', async () => {
  await test.run(`update sessions set address = '10.3.3.3' where person_id = $1`, [ada.id]);
  expect(await ask()).toMatchObject({ basis: 'now', input: { network: { address: '10.3.3.3' } } });
});

it('says in words which sign-in would do, and notes what it had to assume', async () => {
  const text =
    'permit (principal is Person, action == Action::"open", resource == App::"vault") when { context.authn.phishingResistant };';
  await test.local.call(apps.create, { body: { name: 'vault', upstream: { url: 'http://127.0.0.1:1' } } });
  await test.local.call(policies.create, { body: { name: 'vault', text, title: 'Vault' } });
  await test.reload();
  const answer = await ask({ app: 'vault', methods: ['pwd'] });
  expect(answer).toMatchObject({
    outcome: 'challenge',
    need: { methods: ['hwk'] },
    remedies: [{ text: 'signing in with a passkey', mender: 'person', changes: [{ kind: 'sign-in' }] }],
  });
  await test.person('Bob');
  await test.run(
    `update sessions set ended_at = now(), end_reason = 'test' where person_id in (select id from people where name = 'Bob')`,
  );
  const assumed = await ask({ person: 'bob@example.org' });
  expect(assumed).toMatchObject({ basis: 'what-if', notes: [expect.stringContaining('not signed in')] });
});

it('is answered to those who may read everything only', async () => {
  const body = { person: 'ada@example.org', app: 'wiki' };
  await expect(ada.client.call(decisions.why, { body })).rejects.toMatchObject({ problem: { status: 403 } });
  const params = { decision: newId('decision') };
  await expect(ada.client.call(decisions.again, { params })).rejects.toMatchObject({
    problem: { status: 403 },
  });
});

describe('of the past', () => {
  let seq = 0;
  /** Records a decision as gateways' asks do. */
  async function recorded(at: number, options: { revision: number; address: string; keep?: 'no' }) {
    const input: DecisionInput = {
      principal: {
        kind: 'person',
        id: ada.id,
        issuer: 'local',
        subject: ada.id,
        name: 'Ada',
        roles: [],
        labels: [],
        groups: [{ id: finance.id, name: 'finance', parents: [] }],
      },
      action: 'open',
      resource: {
        type: 'App',
        id: wiki.id,
        name: 'wiki',
        kind: 'web',
        sensitivity: 'low',
        labels: [],
        tags: [],
      },
      authn: { methods: ['pwd'], authenticatedAt: at - 90_000 },
      device: { class: 'unmanaged', facts: {} },
      network: { address: options.address },
      time: { at, zone: 'UTC' },
    };
    const digested = digestInput(input);
    if (options.keep !== 'no') await test.store.decisionInputs.put([digested]);
    const id = newId('decision');
    const decision = {
      outcome: 'allow',
      reason: 'allowed-by-policy',
      policies: [],
      policyRevision: options.revision,
    };
    const about = [id, ada.id, wiki.id];
    const data = { id, at, decision, inputDigest: digested.digest, person: ada.id, app: wiki.id };
    const event: AuditEvent = { kind: 'decision-made', actor: { kind: 'person', id: ada.id }, about, data };
    const bytes = Buffer.from('{}');
    const payload = Buffer.from(JSON.stringify(event));
    seq += 1;
    const row = {
      chain: 'c',
      seq,
      at: new Date(at + 5),
      kind: event.kind,
      about,
      bytes,
      hash: bytes,
      payload,
    };
    await test.store.audit.append([row]);
    return id;
  }
  const hour = 3_600_000;
  const start = Date.now() - 100 * hour;
  let first = '';
  let second = '';
  let revision = 0;

  beforeAll(async () => {
    revision = test.context.decider.revision();
    first = await recorded(start, { revision, address: '10.1.1.1' });
    second = await recorded(start + 10 * hour, { revision, address: '10.2.2.2' });
    await recorded(start + 20 * hour, { revision: 9_999, address: '10.2.2.3' });
    await recorded(start + 30 * hour, { revision, address: '10.2.2.4', keep: 'no' });
    // Since then another policy took the place of that one.
    await test.local.call(policies.remove, { params: { policy: policy.id }, version: policy.version });
    await test.reload();
  });

  it('decides the nearest record before again, by its own facts and the policies of then', async () => {
    expect(await ask({ at: start + 5 * hour })).toMatchObject({
      outcome: 'allow',
      basis: 'record',
      at: start,
      policyRevision: revision,
      record: { id: first, outcome: 'allow' },
      policies: [{ title: 'Finance reads' }],
      notes: [],
      input: { network: { address: '10.1.1.1' }, principal: { groups: [{ id: finance.id }] } },
    });
    const later = await ask({ at: start + 10 * hour });
    expect(later.record?.id).toBe(second);
    expect(later.facts.find(({ name }) => name === 'context.authn.ageSeconds')).toMatchObject({
      value: 90,
      ageSeconds: 90,
      source: 'sign-in',
    });
    expect(await ask()).toMatchObject({ outcome: 'deny', basis: 'now', considered: [] });
  });

  it('says what if, with other facts on top of the record', async () => {
    expect(await ask({ at: start + 5 * hour, address: '192.0.2.1' })).toMatchObject({
      outcome: 'deny',
      basis: 'what-if',
      record: { id: first },
      remedies: [{ text: 'coming from 10.0.0.0/8' }],
    });
  });

  it('shows the record alone where policies or input are not kept', async () => {
    expect(await ask({ at: start + 20 * hour })).toMatchObject({
      outcome: 'allow',
      basis: 'record-only',
      notes: [expect.stringContaining('policies of then')],
      facts: [],
    });
    expect(await ask({ at: start + 30 * hour })).toMatchObject({ basis: 'record-only', input: null });
  });

  it('says so where nothing was recorded before', async () => {
    expect(await ask({ at: start - hour })).toMatchObject({
      outcome: 'deny',
      basis: 'what-if',
      record: null,
      notes: [expect.stringContaining('No decision about them')],
    });
  });

  it('asks the same question again now, and tells what differs', async () => {
    const answer = await test.local.call(decisions.again, { params: { decision: first } });
    expect(answer).toMatchObject({
      before: { outcome: 'allow', policyRevision: revision },
      now: { outcome: 'deny', input: { network: { address: '10.1.1.1' }, authn: { methods: ['pwd'] } } },
    });
    const differing = new Map(answer.differences.map(({ name, ...rest }) => [name, rest]));
    expect(differing.get('principal.groups')).toMatchObject({ before: [{ id: finance.id }], now: [] });
    expect(differing.has('principal.name')).toBe(false);
    expect(differing.has('context.network.address')).toBe(false);
  });
});
