import { appSpecSchema, usualGraceMs } from '#contracts/app-spec.ts';
import type { AppFacts, TagFacts } from '#contracts/access.ts';
import type { AppRow, PersonRow, Store, TokenWithSession } from '#store/index.ts';
import { hostOf } from '../push/gateway-config.ts';
import type { KnowledgeSource, KnownApp, KnownPerson, KnownToken } from './source.ts';

export interface StoreSourceOptions {
  readonly store: Pick<Store, 'hostTokens' | 'people' | 'groups' | 'apps' | 'installation'>;
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
      const [first] = rows;
      return {
        // What remains was counted by the database's clock in this very query.
        ...(first === undefined ? {} : { now: first.endsAt - first.remainingMs }),
        rows: rows.map(toToken),
      };
    },
    async people(ids) {
      const [people, groups] = await Promise.all([store.people.findMany(ids), store.groups.ofPeople(ids)]);
      return { rows: people.map((person) => toPerson(person, groups.get(person.id))) };
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
