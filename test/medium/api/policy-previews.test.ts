import { afterAll, beforeAll, expect, it } from 'vitest';
import { canonicalJson } from '#base/canonical-json.ts';
import { systemClock } from '#base/clock.ts';
import { newId } from '#base/ids.ts';
import { apps } from '#contracts/api/apps.ts';
import { policies } from '#contracts/api/policies.ts';
import type { PolicyPreview } from '#contracts/api/policy-previews.ts';
import { createDecider } from '#control/index.ts';
import { openTestApi, type TestPerson } from '#testing/api.ts';

let test: Awaited<ReturnType<typeof openTestApi>>;
let ada: TestPerson;
let wiki: { id: string };
beforeAll(async () => {
  test = await openTestApi();
  // In threads of their own, as in production.
  const openDecider = () => createDecider({ clock: systemClock, deadlineMs: 60_000 });
  Object.assign(test.context, { openDecider });
  wiki = await test.local.call(apps.create, {
    body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:1' } },
  });
  ada = await test.person('Ada');
  const text = `permit (principal == Person::"${ada.id}", action == Action::"open", resource == App::"wiki");`;
  await test.local.call(policies.create, { body: { name: 'ada-wiki', title: 'Ada reads', text } });
  await decided('203.0.113.9');
  await decided('198.51.100.1');
});
afterAll(() => test.close());

let seq = 0;
/** Puts an allowed decision of Ada's on record, as control does. */
async function decided(address: string): Promise<void> {
  const input = {
    principal: {
      kind: 'person',
      id: ada.id,
      issuer: 'local',
      subject: ada.id,
      name: 'Ada',
      roles: [],
      labels: [],
      groups: [],
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
    authn: { methods: ['pwd', 'otp'], authenticatedAt: Date.now() },
    device: { class: 'unmanaged', facts: {} },
    network: { address },
    time: { zone: 'UTC' },
  };
  const digest = `digest-${address}`;
  await test.store.decisionInputs.put([{ digest, bytes: Buffer.from(canonicalJson(input)) }]);
  const about = [newId('decision'), ada.id, wiki.id, ada.session];
  const data = {
    id: about[0],
    at: Date.now(),
    inputDigest: digest,
    person: ada.id,
    app: wiki.id,
    session: ada.session,
    decision: { outcome: 'allow', reason: 'allowed-by-policy', policyRevision: 1, policies: [] },
  };
  const payload = Buffer.from(
    JSON.stringify({ kind: 'decision-made', actor: { kind: 'system' }, about, data }),
  );
  seq += 1;
  const bytes = Buffer.from('x');
  await test.store.audit.append([
    {
      chain: 'c',
      seq,
      at: new Date(),
      kind: 'decision-made',
      about,
      bytes,
      hash: bytes,
      payload,
      salt: bytes,
    },
  ]);
}

const draftOf = (text: string) => [{ kind: 'create' as const, name: 'draft', title: 'The draft', text }];
async function previewed(
  body: Parameters<typeof test.owner.client.call<typeof policies.preview>>[1]['body'],
) {
  let preview: PolicyPreview = await test.owner.client.call(policies.preview, { body });
  const params = { preview: preview.id };
  await expect
    .poll(async () => (preview = await test.local.call(policies.getPreview, { params })).state, {
      timeout: 10_000,
    })
    .not.toBe('running');
  return preview;
}

it('tells whom a draft takes an app, what it cuts, and which decisions differ by which policy', async () => {
  await test.store.liveConnections.put([
    {
      id: 'con_a',
      gatewayId: 'gwy_a',
      grantId: 'grt_a',
      sessionId: ada.session,
      personId: ada.id,
      appId: wiki.id,
      protocol: 'http',
      address: '203.0.113.9',
      openedAt: new Date(),
    },
  ]);
  const forbid =
    'forbid (principal is Person, action == Action::"open", resource == App::"wiki") when { context.network.address.isInRange(ip("203.0.113.0/24")) };';
  const narrow = await previewed({ changes: draftOf(forbid) });
  expect(narrow).toMatchObject({ state: 'done', percent: 100 });
  expect(narrow.report?.impact).toMatchObject({ complete: true, apps: [] });
  expect(narrow.report?.live).toMatchObject({
    checked: 1,
    complete: true,
    cut: 1,
    connections: [{ id: 'con_a', person: { name: 'Ada' } }],
  });
  expect(narrow.report?.replay).toMatchObject({
    checked: 2,
    complete: true,
    differing: 1,
    decisions: [
      {
        recorded: 'allow',
        now: 'allow',
        drafted: 'deny',
        app: { name: 'wiki' },
        policies: [{ name: 'The draft' }],
      },
    ],
  });
  const removal = await previewed({ changes: [{ kind: 'remove', policy: 'ada-wiki' }], replay: 'all' });
  expect(removal.report?.impact.apps).toEqual([
    {
      app: { id: wiki.id, name: 'wiki' },
      gains: 0,
      loses: 1,
      gaining: [],
      losing: [{ id: ada.id, name: 'Ada' }],
    },
  ]);
  expect(removal.report?.replay).toMatchObject({
    differing: 2,
    decisions: [{ policies: [{ name: 'Ada reads' }] }, {}],
  });
});

it('writes nothing, and says nothing of a draft that only observes', async () => {
  const before = await test.store.policies.latest();
  const text = 'permit (principal is Person, action == Action::"open", resource == App::"wiki");';
  const preview = await previewed({ changes: [{ kind: 'create', name: 'draft', text, mode: 'observe' }] });
  expect(preview.report).toMatchObject({ impact: { apps: [] }, live: { cut: 0 }, replay: { differing: 0 } });
  const wide = await previewed({ changes: draftOf(text), replay: 'none' });
  expect(wide.report?.impact.apps).toMatchObject([{ gains: 1, gaining: [{ name: 'Olga' }] }]);
  expect(wide.report?.replay.checked).toBe(0);
  expect(await test.store.policies.latest()).toEqual(before);
});

it('stops when it is cancelled, runs no more than two at once, and tells of one whose worker died', async () => {
  const waiting = [newId('policyPreview'), newId('policyPreview')];
  for (const id of waiting) await test.store.policyPreviews.insert(id);
  const body = { changes: [{ kind: 'remove' as const, policy: 'ada-wiki' }] };
  await expect(test.owner.client.call(policies.preview, { body })).rejects.toMatchObject({
    problem: { status: 429 },
  });
  const [first = '', second = ''] = waiting;
  await test.owner.client.call(policies.cancelPreview, { params: { preview: first } });
  expect(await test.store.policyPreviews.progress(first, { percent: 50, report: {} })).toBe(false);
  await test.run(`update policy_previews set beat_at = now() - interval '1 minute' where id = $1`, [second]);
  const dead = await test.local.call(policies.getPreview, { params: { preview: second } });
  expect(dead).toMatchObject({ state: 'failed', report: null });
});

it('is refused to whoever may not read', async () => {
  const body = { changes: [{ kind: 'remove' as const, policy: 'ada-wiki' }] };
  await expect(ada.client.call(policies.preview, { body })).rejects.toMatchObject({
    problem: { status: 403 },
  });
});
