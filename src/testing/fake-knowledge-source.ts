import type { Clock } from '#base/clock.ts';
import type { Found, KnowledgeSource, KnownApp, KnownPerson, KnownToken } from '#control/index.ts';

/** A database in memory: rows can be changed at any time, and readings can be held back in flight. */
export interface FakeKnowledgeSource extends KnowledgeSource {
  readonly tokenRows: Map<string, KnownToken>;
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

  const tokenRows = new Map<string, KnownToken>();
  const personRows = new Map<string, KnownPerson>();
  const appRows = new Map<string, KnownApp>();
  return {
    tokenRows,
    personRows,
    appRows,
    queries,
    tokens: (hashes) => answer('tokens', hashes, tokenRows),
    people: (ids) => answer('people', ids, personRows),
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
