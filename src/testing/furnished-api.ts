import { idPrefixes, newId } from '#base/ids.ts';
import { apps } from '#contracts/api/apps.ts';
import { groups } from '#contracts/api/groups.ts';
import type { Operation } from '#contracts/api/operation.ts';
import { policies } from '#contracts/api/policies.ts';
import { providers } from '#contracts/api/providers.ts';
import { serviceAccounts } from '#contracts/api/service-accounts.ts';
import { tags } from '#contracts/api/tags.ts';
import { tokens } from '#contracts/api/tokens.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { openTestApi, type TestApi, type TestPerson } from './api.ts';
import { sampleRequest, type SampleRequest } from './sample-requests.ts';

type FurnishedBase = Awaited<ReturnType<typeof openTestApi>>;

/** What everything of the furnished API is called by; nothing else there is. */
export const mark = 'bobs-own';

/** An API with one of everything in it, most of it of one person. */
export interface FurnishedApi extends TestApi {
  readonly owner: TestPerson;
  /** Whose things they are. */
  readonly bob: TestPerson;
  /** Identifiers of what there is, none of which anybody else is to learn. */
  readonly ids: readonly string[];
  /** A valid request for an operation: about what there is, or about what there is not. */
  request(operation: Operation, about: 'what is there' | 'what is not'): SampleRequest;
}

const anybodyMay = 'permit (principal is Person, action == Action::"open", resource == App::"bobs-own");';

/** Opens it. */
export async function openFurnishedApi(): Promise<FurnishedApi> {
  const test = await openTestApi();
  const bob = await test.person('Bobs-own');
  const { local } = test;
  const upstream = { url: 'http://192.0.2.9:1' };
  await local.call(tags.create, { body: { name: mark, description: mark } });
  const app = await local.call(apps.create, { body: { name: mark, title: mark, tags: [mark], upstream } });
  const group = await local.call(groups.create, { body: { name: mark, description: mark } });
  await local.call(groups.add, { params: { group: group.id, person: bob.id } });
  const policy = await local.call(policies.create, { body: { name: mark, text: anybodyMay } });
  const account = await local.call(serviceAccounts.create, {
    body: { name: mark, apps: [app.id], owner: bob.id },
  });
  const key = await local.call(serviceAccounts.addKey, { params: { account: mark }, body: { name: mark } });
  const provider = await local.call(providers.create, {
    body: { name: mark, title: mark, issuer: `https://${mark}.example.org`, clientId: mark },
  });
  const token = await bob.client.call(tokens.create, { body: { name: mark } });
  const spec = { says: 'can', who: { person: bob.id }, what: { app: mark } } as const;
  const kept = await local.call(policies.addTest, { body: spec });
  const stored = await storeMore(test, { bob, app: app.id });
  const known = { per: bob.id, ses: bob.session, app: app.id, grp: group.id, pol: policy.id };
  const made = { sva: account.id, svk: key.id, prv: provider.id, tok: token.id, pts: kept.id };
  const ids: Readonly<Record<string, string>> = { ...known, ...made, ...stored };
  return {
    ...test,
    bob,
    ids: Object.values(ids),
    request: (operation, about) => requestOf(operation, about === 'what is there' ? ids : missing()),
  };
}

async function storeMore(
  test: FurnishedBase,
  { bob, app }: { readonly bob: TestPerson; readonly app: string },
) {
  const { store } = test;
  const con = newId('connection');
  const where = { gatewayId: 'gwy_1', grantId: 'grt_1', protocol: 'http', address: '192.0.2.77' };
  const whose = { sessionId: bob.session, personId: bob.id, appId: app, openedAt: new Date() };
  await store.liveConnections.put([{ id: con, ...where, ...whose }]);
  const crd = newId('credential');
  const told = { counter: 0, model: '', mayBeBackedUp: false, backedUp: false, transports: [] };
  const passkey = { id: crd, personId: bob.id, credentialId: mark, name: mark, publicKey: Buffer.alloc(1) };
  await store.passkeys.insert({ ...passkey, ...told });
  const gwy = newId('gateway');
  await store.gateways.insert({ id: gwy, name: mark, serial: mark, fingerprint: mark, seat: mark });
  const rpt = newId('report');
  const seen = { createdAt: 1, address: '192.0.2.77', userAgent: mark, methods: ['pwd' as const] };
  const kept = { sessions: 1, tokens: 0, passkeysSince: [], address: '192.0.2.77' };
  await store.reports.insert({
    id: rpt,
    personId: bob.id,
    about: { kind: 'sign-in', id: bob.session, ...seen },
    done: { ...kept, password: 'locked', recoveryCodes: 'kept' },
  });
  const dec = await recordDecision(test, { bob, app });
  const prp = await propose(test);
  const wkn = (await store.weakenings.list({ state: 'all' })).items[0]?.id ?? '';
  const ppv = newId('policyPreview');
  await store.policyPreviews.insert(ppv);
  return { con, crd, gwy, rpt, dec, ppv, prp, wkn };
}

/** A change that an owner proposes while a second person is asked for. */
async function propose({ owner, context, store }: TestApi & { readonly owner: TestPerson }): Promise<string> {
  const settings: { secondPerson: TestApi['context']['secondPerson'] } = context;
  settings.secondPerson = 'weakening';
  const body = { name: `${mark}-proposed`, text: anybodyMay };
  await owner.client.call(policies.create, { body }).catch(() => undefined);
  settings.secondPerson = 'off';
  return (await store.proposals.list({ state: 'open' })).items[0]?.id ?? '';
}

async function recordDecision(
  { store }: TestApi,
  { bob, app }: { readonly bob: TestPerson; readonly app: string },
): Promise<string> {
  const id = newId('decision');
  await store.decisionInputs.put([{ digest: mark, bytes: Buffer.from('{"action":"open"}') }]);
  const decision = { outcome: 'deny', reason: 'no-policy-allows', policies: [], policyRevision: 1 };
  const event: AuditEvent = {
    kind: 'decision-made',
    actor: { kind: 'person', id: bob.id },
    about: [id, bob.id, bob.session, app],
    data: { id, at: 5, decision, inputDigest: mark, person: bob.id, app, session: bob.session },
  };
  const payload = Buffer.from(JSON.stringify(event));
  const { kind, about } = event;
  const row = { chain: mark, seq: 1, at: new Date(), kind, about: [...about], payload };
  await store.audit.append([{ ...row, bytes: payload, hash: payload }]);
  return id;
}

function missing(): Readonly<Record<string, string>> {
  const kinds = Object.entries(idPrefixes) as [keyof typeof idPrefixes, string][];
  return Object.fromEntries(kinds.map(([kind, prefix]) => [prefix, newId(kind)]));
}

/** Properties that name something by an identifier or a name, without a form of their own. */
const namedBy: Readonly<Record<string, string>> = {
  app: 'app',
  group: 'grp',
  person: 'per',
  policy: 'pol',
  provider: 'prv',
  connection: 'con',
};

/** What schemas cannot say of a valid body. */
const bodies: Readonly<Record<string, object>> = {
  'apps.create': { name: 'another', upstream: { url: 'http://127.0.0.1:1' } },
  'apps.probe': { url: 'http://127.0.0.1:1' },
  'policies.create': { name: 'another', text: anybodyMay },
  'policies.check': { text: anybodyMay },
  'providers.create': { name: 'another', title: 'x', issuer: 'https://x.example.org', clientId: 'x' },
};

function requestOf(operation: Operation, ids: Readonly<Record<string, string>>): SampleRequest {
  const made = sampleRequest(operation, {
    all: 'required',
    text: ({ name, pattern }) => {
      const [, prefix] = /^\^([a-z]{3})_\[0-9a-z-\]/.exec(pattern) ?? [];
      if (prefix !== undefined) return ids[prefix];
      if (name === 'tag') return ids['app'] === undefined ? undefined : mark;
      const kind = namedBy[name];
      return kind === undefined ? undefined : ids[kind];
    },
  });
  const body = bodies[operation.id];
  return body === undefined ? made : { ...made, body };
}
