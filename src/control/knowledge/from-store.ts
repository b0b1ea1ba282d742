import { appSpecSchema, usualGraceMs } from '#contracts/app-spec.ts';
import type { AppFacts, TagFacts } from '#contracts/access.ts';
import type {
  AppRow,
  PersonRow,
  ServiceAccountRow,
  ServiceKeyRow,
  Store,
  TokenWithSession,
} from '#store/index.ts';
import { factsOfAccount } from '../account-facts.ts';
import { hostOf } from '../push/gateway-config.ts';
import type {
  Found,
  KnowledgeSource,
  KnownAccount,
  KnownApp,
  KnownKey,
  KnownPerson,
  KnownToken,
} from './source.ts';

export interface StoreSourceOptions {
  readonly store: Pick<
    Store,
    'hostTokens' | 'serviceKeys' | 'serviceAccounts' | 'people' | 'groups' | 'apps' | 'installation'
  >;
  readonly domain: string;
  /** The organisation's time zone, an IANA name. */
  readonly readZone: () => Promise<string>;
}

/** Reads what decisions need from the store, one query for each kind of thing. */
export function knowledgeFromStore(options: StoreSourceOptions): KnowledgeSource {
  const { store, domain } = options;
  return {
    async tokens(hashes) {
      const rows = await store.hostTokens.withSessions(hashes);
      const found = new Set(rows.map(({ hash }) => hash));
      const others = hashes.filter((hash) => !found.has(hash));
      // People come first and are the many: a key costs a second query, they do not.
      const keys = others.length === 0 ? [] : await store.serviceKeys.withHashes(others);
      return { ...nowOf(rows[0], keys[0]), rows: [...rows.map(toToken), ...keys.map(toKey)] };
    },
    async people(ids) {
      const [people, groups] = await Promise.all([store.people.findMany(ids), store.groups.ofPeople(ids)]);
      return { rows: people.map((person) => toPerson(person, groups.get(person.id))) };
    },
    async accounts(ids) {
      const [accounts, groups] = await Promise.all([
        store.serviceAccounts.findMany(ids),
        store.serviceAccounts.groupsOf(ids),
      ]);
      const owners = accounts.flatMap(({ ownerId }) => (ownerId === null ? [] : [ownerId]));
      const enabled = (await store.people.findMany(owners)).filter(({ state }) => state === 'enabled');
      const present = new Set<string>(enabled.map(({ id }) => id));
      return { rows: accounts.map((account) => toAccount(account, groups.get(account.id), present)) };
    },
    async apps(ids) {
      const [apps, tags] = await Promise.all([store.apps.findMany(ids), store.apps.tagsOf(ids)]);
      return { rows: apps.map((app) => toApp(app, tags.get(app.id) ?? [], domain)) };
    },
    zone: options.readZone,
    now: () => store.installation.now(),
  };
}

function toToken(row: TokenWithSession): KnownToken {
  return {
    kind: 'token',
    hash: row.hash,
    host: row.host,
    session: row.sessionId,
    person: row.personId,
    methods: row.methods,
    authenticatedAt: row.authenticatedAt,
    endsAt: row.endsAt,
    ended: row.endedAt !== null,
  };
}

/** The database's time as one of these very queries counted it: when a row ends, less what remains until then. */
function nowOf(
  token: TokenWithSession | undefined,
  key: ServiceKeyRow | undefined,
): Pick<Found<never>, 'now'> {
  if (token !== undefined) return { now: token.endsAt - token.remainingMs };
  return key === undefined ? {} : { now: key.expiresAt - key.remainingMs };
}

function toKey(row: ServiceKeyRow & { readonly hash: string }): KnownKey {
  return {
    kind: 'key',
    hash: row.hash,
    session: row.id,
    person: row.accountId,
    ...(row.apps === null ? {} : { apps: row.apps }),
    authenticatedAt: row.createdAt,
    endsAt: row.expiresAt,
    ended: row.revokedAt !== null,
  };
}

function toAccount(
  row: ServiceAccountRow,
  groups: KnownAccount['facts']['groups'],
  owners: ReadonlySet<string>,
): KnownAccount {
  const owner = row.ownerId !== null && owners.has(row.ownerId) ? 'owner enabled' : 'owner away';
  return { enabled: row.state === 'enabled', facts: factsOfAccount(row, groups, owner) };
}

function toPerson(row: PersonRow, groups: KnownPerson['facts']['groups']): KnownPerson {
  return {
    enabled: row.state === 'enabled',
    facts: {
      kind: 'person',
      id: row.id,
      issuer: row.issuer,
      subject: row.subject,
      name: row.name,
      ...(row.email === null ? {} : { email: row.email }),
      roles: row.roles,
      labels: row.labels,
      ...(groups === undefined ? {} : { groups }),
    },
  };
}

function toApp(row: AppRow, tags: readonly TagFacts[], domain: string): KnownApp {
  const spec = appSpecSchema.safeParse(row.spec);
  const facts: AppFacts = {
    type: 'App',
    id: row.id,
    name: row.name,
    kind: row.kind,
    ...(row.system === null ? {} : { system: row.system }),
    sensitivity: row.sensitivity,
    labels: row.labels,
    tags: tags.map(({ name, parents }) => ({ name, parents })),
  };
  return {
    facts,
    // An app whose settings cannot be read is served by no gateway; nobody gets a grant for it either.
    enabled: row.state === 'enabled' && spec.success,
    host: hostOf(row, domain),
    graceMs: spec.success ? spec.data.graceMs : usualGraceMs,
    routes: spec.success ? spec.data.routes.map(({ id, name }) => ({ id, name })) : [],
  };
}
