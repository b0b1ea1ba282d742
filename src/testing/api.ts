import { newId, type PersonId, type SessionId } from '#base/ids.ts';
import { type ApiResponse, type Client, createClient, type Transport } from '#client/index.ts';
import type { AuditEvent } from '#contracts/events.ts';
import { assertionHeader } from '#contracts/hosts.ts';
import {
  type Api,
  type Asserted,
  type Channel,
  createApi,
  createAuthorize,
  createAuthorizeEach,
  createIdentify,
  createInThreadDecider,
  createNews,
  createPageProof,
  createReadingDecider,
  ensureSystemApps,
  type ServiceContext,
  tellRecords,
  writeBuiltInPolicies,
} from '#control/index.ts';
import { createMetrics, silentLog } from '#observe/index.ts';
import type { PersonRow, Store } from '#store/index.ts';
import { systemClock } from '#base/clock.ts';
import { createTestSeal } from './sealing.ts';
import { addSession, freshStore, type TestStore } from './store.ts';

export const testDomain = 'test.localhost';
export const consoleOrigin = `https://console.${testDomain}:8443`;

const portalOrigin = `https://portal.${testDomain}:8443`;

/** The whole API on a database of its own, without a socket: requests go to its `fetch`. */
export interface TestApi {
  readonly store: Store;
  readonly run: TestStore['run'];
  readonly api: Api;
  readonly context: ServiceContext;
  /** Every audit event, in order. */
  readonly events: AuditEvent[];
  /** Every change since the last call, oldest first. */
  changes(): Promise<readonly { kind: string; subjects: readonly string[]; cause: string }[]>;
  /** A client on the machine's own socket. */
  readonly local: Client;
  /** Adds an enabled person with a session and a client that is signed in as them at the console. */
  person(name: string, roles?: readonly string[]): Promise<TestPerson>;
  /** A client with an API token. */
  withToken(token: string): Client;
  /** Sends a request as it stands. */
  send(url: string, init?: RequestInit & { readonly channel?: Channel }): Promise<Response>;
  /** Puts the newest revision in force, as the feed does in production. */
  reload(): Promise<void>;
  close(): Promise<void>;
}

export interface TestPerson {
  readonly id: PersonId;
  readonly row: PersonRow;
  readonly session: SessionId;
  /** What the gateway would send for them, to the console and to the portal. */
  readonly assertion: string;
  readonly csrf: string;
  readonly client: Client;
}

/**
 * Opens it, claimed: with our own apps, the built-in policies and an owner who has a password.
 * @param test a fresh store of this test run, unless one is handed in
 */
export async function openTestApi(
  test?: TestStore,
  settings: { readonly secondPerson?: 'off' | 'weakening' } = {},
): Promise<TestApi & { readonly owner: TestPerson }> {
  return openApiOn(test ?? (await freshStore()), settings);
}

async function openApiOn(
  test: TestStore,
  { secondPerson = 'off' }: { readonly secondPerson?: 'off' | 'weakening' },
): Promise<TestApi & { readonly owner: TestPerson }> {
  const { store } = test;
  const events: AuditEvent[] = [];
  let sampleRuns = false;
  const decider = createInThreadDecider();
  const asserted = new Map<string, Asserted>();
  const pageProof = createPageProof(Buffer.alloc(32, 7));
  const locate = () => ({});
  const shared = { store, decider, locate, clock: systemClock, usualZone: 'UTC' };
  const news = createNews(systemClock);
  const context: ServiceContext = {
    ...shared,
    audit: tellRecords({ append: async (event) => ({ chain: 'test', seq: events.push(event) }) }, news),
    news,
    authorize: createAuthorize(shared),
    authorizeEach: createAuthorizeEach(shared),
    openDecider: createInThreadDecider,
    readingDecider: createReadingDecider({ open: createInThreadDecider, clock: systemClock }),
    links: {
      make: async ({ kind, person }) => ({
        address: `https://signin.${testDomain}:8443/${kind}?code=${person ?? 'none'}`,
        lifetimeMs: 60_000,
      }),
    },
    keys: { rotate: async () => ({ kid: 'none' }) },
    writeJoinToken: (secret) => `sjt_${secret}.test`,
    auditReading: {
      read: (record) =>
        record.payload === null ? undefined : { kind: record.kind, ...JSON.parse(record.payload.toString()) },
      async *export() {
        for (const event of events) yield `${JSON.stringify(event)}\n`;
      },
      verify: async () => ({
        intact: true,
        chains: 1,
        records: events.length,
        checkpoints: 0,
        problems: [],
        provenUpTo: null,
      }),
    },
    async *backup() {
      yield Buffer.from('sealed');
    },
    providers: {
      seal: async (secret) => Buffer.from(`sealed ${secret.length}`),
      try: async () => ({ works: true, code: 'works', said: 'As expected.', notes: [] }),
    },
    seal: createTestSeal(),
    secondPerson,
    vouching: () => ({ own: true, certificates: [] }),
    sample: {
      available: true,
      async start(port) {
        sampleRuns = true;
        return `http://127.0.0.1:${port ?? 41_234}`;
      },
      running: () => sampleRuns,
      stop: () => void (sampleRuns = false),
      stops: async () => [],
    },
    probeUpstream: async () => ({ reachable: true, code: 'answered', said: 'It answered 200.', status: 200 }),
    checks: [{ name: 'database', look: () => ({ state: 'ok' }) }],
    applied: () => 0,
    configured: async () => true,
    place: { domain: testDomain, publicPort: 8443 },
    sessionLimits: { longestSeconds: 43_200, idleSeconds: 3_600 },
    version: '0.0.0-test',
    log: silentLog,
  };
  const identify = createIdentify({
    domain: testDomain,
    publicPort: 8443,
    verifyAssertion: async (jwt, audience) => asserted.get(`${audience} ${jwt}`),
    store,
  });
  const metrics = createMetrics({ part: 'test', own: 'ours-only' });
  const api = createApi({ context, identify, pageProof, metrics });
  let seen = 0;

  const transport =
    (headers: Readonly<Record<string, string>>, host: string, channel: Channel): Transport =>
    async (request) => {
      const url = `https://${host}:8443${request.path}`;
      const init = { method: request.method, headers: { ...request.headers, ...headers } };
      const body = request.body === undefined ? {} : { body: request.body };
      return asApiResponse(await api.fetch(new Request(url, { ...init, ...body }), channel));
    };

  const self: TestApi = {
    store,
    run: (text, values) => test.run(text, values),
    api,
    context,
    events,
    async changes() {
      const rows = await test.run(
        'select id::int as id, kind, subjects, cause from changes where id > $1 order by id',
        [seen],
      );
      const found = rows as unknown as { id: number; kind: string; subjects: string[]; cause: string }[];
      seen = found.at(-1)?.id ?? seen;
      return found.map(({ kind, subjects, cause }) => ({ kind, subjects, cause }));
    },
    local: createClient({ transport: transport({}, 'localhost', 'local') }),
    async person(name, roles = []) {
      const id = newId('person');
      const email = `${name.toLowerCase()}@example.org`;
      const row = await store.people.insert({
        id,
        issuer: 'local',
        subject: id,
        name,
        email,
        state: 'enabled',
        roles: [...roles],
      });
      const { id: session } = await addSession(store, row);
      const assertion = `assertion.of.${id}`;
      const strength = { methods: ['pwd', 'otp'] as const, authenticatedAt: Date.now() };
      for (const origin of [consoleOrigin, portalOrigin])
        asserted.set(`${origin} ${assertion}`, { person: id, session, strength });
      const headers = { [assertionHeader]: assertion, 'sec-fetch-site': 'same-origin' };
      const csrf = pageProof.of(session);
      const signedIn = transport(headers, `console.${testDomain}`, 'gateway');
      return {
        id,
        row,
        session,
        assertion,
        csrf,
        client: createClient({ transport: signedIn, csrf: () => csrf }),
      };
    },
    withToken: (token) => createClient({ transport: transport({}, `api.${testDomain}`, 'gateway'), token }),
    send: (url, { channel = 'gateway', ...init } = {}) => api.fetch(new Request(url, init), channel),
    async reload() {
      const latest = await store.policies.latest();
      if (latest !== undefined) await decider.load(latest);
    },
    close: () => test.close(),
  };

  await ensureSystemApps(store, testDomain);
  const owner = await self.person('Olga', ['owner']);
  await store.credentials.setPassword({ id: 'crd_owner', personId: owner.id, hash: 'none' });
  await store.installation.claim();
  await store.transaction((tx) => writeBuiltInPolicies(tx, { id: owner.id, name: 'Olga' }));
  await self.reload();
  await self.changes();
  return { ...self, owner };
}

function asApiResponse(response: Response): ApiResponse {
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    text: () => response.text(),
    async *chunks() {
      if (response.body !== null) yield* response.body;
    },
  };
}
