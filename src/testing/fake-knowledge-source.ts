import type { Clock } from '#base/clock.ts';
import type {
  Found,
  KnowledgeSource,
  KnownAccount,
  KnownApp,
  KnownCredential,
  KnownKey,
  KnownPerson,
  KnownToken,
} from '#control/index.ts';

/** A database in memory: rows can be changed at any time, and readings can be held back in flight. */
export interface FakeKnowledgeSource extends KnowledgeSource {
  readonly tokenRows: Map<string, KnownCredential>;
  readonly accountRows: Map<string, KnownAccount>;
  readonly personRows: Map<string, KnownPerson>;
  readonly appRows: Map<string, KnownApp>;
  /** Every query that was made, with its keys. */
  readonly queries: { readonly kind: string; readonly keys: readonly string[] }[];
  /** From now on answers (already read) wait until they are let go. */
  holdBack(): { letGo(): void };
  /** From now on queries fail with this; `undefined` ends it. */
  fail(error: Error | undefined): void;
}

/** Creates an empty database whose `now()` is the clock's wall time. */
export function createFakeKnowledgeSource(clock: Clock): FakeKnowledgeSource {
  const queries: { readonly kind: string; readonly keys: readonly string[] }[] = [];
  let gate: Promise<void> = Promise.resolve();
  let failure: Error | undefined;

  const answer = async <Row>(
    kind: string,
    keys: readonly string[],
    rows: ReadonlyMap<string, Row>,
  ): Promise<Found<Row>> => {
    queries.push({ kind, keys });
    if (failure !== undefined) throw failure;
    const read = keys.flatMap((key) => rows.get(key) ?? []);
    const now = clock.wall();
    await gate;
    return { now, rows: read };
  };

  const tokenRows = new Map<string, KnownCredential>();
  const accountRows = new Map<string, KnownAccount>();
  const personRows = new Map<string, KnownPerson>();
  const appRows = new Map<string, KnownApp>();
  return {
    tokenRows,
    accountRows,
    personRows,
    appRows,
    queries,
    tokens: (hashes) => answer('tokens', hashes, tokenRows),
    people: (ids) => answer('people', ids, personRows),
    accounts: (ids) => answer('accounts', ids, accountRows),
    apps: (ids) => answer('apps', ids, appRows),
    async zone() {
      await answer('zone', ['zone'], new Map());
      return 'Europe/Berlin';
    },
    now: () => Promise.resolve(clock.wall()),
    holdBack() {
      let letGo = (): void => {};
      gate = new Promise((resolve) => {
        letGo = () => {
          gate = Promise.resolve();
          resolve();
        };
      });
      return { letGo };
    },
    fail(error) {
      failure = error;
    },
  };
}

/** A token of a session that ends in an hour. */
export function tokenRow(clock: Clock, row: Partial<KnownToken> & Pick<KnownToken, 'hash'>): KnownToken {
  return {
    kind: 'token',
    host: 'wiki.example.org',
    session: 'ses_1',
    person: 'per_1',
    methods: ['pwd', 'otp'],
    authenticatedAt: clock.wall(),
    endsAt: clock.wall() + 3_600_000,
    ended: false,
    ...row,
  };
}

/** A key, made an hour ago, that ends in an hour. */
export function keyRow(clock: Clock, row: Partial<KnownKey> & Pick<KnownKey, 'hash'>): KnownKey {
  return {
    kind: 'key',
    session: 'svk_1',
    person: 'sva_1',
    authenticatedAt: clock.wall() - 3_600_000,
    endsAt: clock.wall() + 3_600_000,
    ended: false,
    ...row,
  };
}

/** An enabled service account that may open one app, in a group. */
export function accountRow(facts: Partial<KnownAccount['facts']> = {}, enabled = true): KnownAccount {
  return {
    enabled,
    facts: {
      kind: 'service-account',
      id: 'sva_1',
      name: 'deployer',
      apps: ['app_1'],
      roles: [],
      labels: [],
      groups: [{ id: 'grp_robots', name: 'robots', parents: [] }],
      ...facts,
    },
  };
}

/** An enabled person in one group that is in another. */
export function personRow(facts: Partial<KnownPerson['facts']> = {}, enabled = true): KnownPerson {
  return {
    enabled,
    facts: {
      kind: 'person',
      id: 'per_1',
      issuer: 'local',
      subject: 'ada',
      name: 'Ada',
      roles: [],
      labels: [],
      groups: [
        { id: 'grp_team', name: 'team', parents: ['grp_all'] },
        { id: 'grp_all', name: 'all', parents: [] },
      ],
      ...facts,
    },
  };
}

/** An enabled web app with one route. */
export function appRow(app: Partial<Omit<KnownApp, 'facts'>> & { readonly id?: string } = {}): KnownApp {
  const { id = 'app_1', ...rest } = app;
  return {
    enabled: true,
    host: 'wiki.example.org',
    graceMs: 15_000,
    routes: [{ id: 'rte_1', name: 'admin' }],
    facts: { type: 'App', id, name: id, kind: 'web', sensitivity: 'medium', labels: [], tags: [] },
    ...rest,
  };
}
