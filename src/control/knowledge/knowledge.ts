import type { Clock } from '#base/clock.ts';
import type { NetworkFacts } from '#contracts/access.ts';
import type { Change } from '#contracts/changes.ts';
import type { AccessInput } from '#contracts/protocol/from-gateway.ts';
import { everything, tokenSubject } from '#contracts/subjects.ts';
import type { Knowledge, Known, Missing } from '../faces.ts';
import { forgottenBy } from './change-scope.ts';
import { type DatabaseTime, createDatabaseTime } from './database-time.ts';
import { grantSubjects, personSubjects } from './grant-subjects.ts';
import { createOpenLoads } from './open-loads.ts';
import { type ReadThrough, readThrough } from './read-through.ts';
import { holdersOf, principalOf, strengthOf, whyOver } from './known-credential.ts';
import type {
  KnowledgeSource,
  KnownAccount,
  KnownApp,
  KnownCredential,
  KnownPerson,
  KnownPrincipal,
} from './source.ts';
import { createSubjectCache } from './subject-cache.ts';

export interface KnowledgeOptions {
  readonly source: KnowledgeSource;
  readonly clock: Clock;
  /** Country and autonomous system of an address, where they are known. */
  readonly locate: (address: string) => Pick<NetworkFacts, 'country' | 'asn'>;
  /** The last change before the first reading, and the epoch it belongs to. */
  readonly from: { readonly applied: number; readonly epoch: string };
  readonly limits?: KnowledgeLimits;
}

/** How many of each kind stay in memory. */
export interface KnowledgeLimits {
  readonly tokens: number;
  readonly people: number;
  readonly apps: number;
}

/** Knowledge with what its owner needs beside it. */
export interface KnowledgeCache extends Knowledge {
  /** Forgets everything: another epoch, in which ids of changes run anew. */
  restart(from: { readonly applied: number; readonly epoch: string }): void;
  /** How many entries are held. */
  sizes(): KnowledgeLimits;
}

const defaultLimits: KnowledgeLimits = { tokens: 50_000, people: 20_000, apps: 5_000 };

/**
 * How long before its end a cached session is read anew, milliseconds: activity is written in batches without a
 * change, so a cached row knows only what was noted when it was read.
 */
const endMarginMs = 120_000;

const settings = 'settings';

/** Creates the cache between requests and the database; `apply` must be handed every change, in order. */
export function createKnowledge(options: KnowledgeOptions): KnowledgeCache {
  const { source, locate } = options;
  const limits = options.limits ?? defaultLimits;
  const loads = createOpenLoads();
  const time = createDatabaseTime(options.clock);
  let from = options.from;

  const tokens: ReadThrough<KnownCredential> = {
    cache: createSubjectCache(limits.tokens),
    loads,
    time,
    read: (hashes) => source.tokens(hashes),
    keyOf: (row) => row.hash,
    subjectsOf: (row) => [tokenSubject(row.hash), row.session, row.person],
  };
  const people: ReadThrough<KnownPerson> = {
    cache: createSubjectCache(limits.people),
    loads,
    time,
    read: (ids) => source.people(ids),
    keyOf: (row) => row.facts.id,
    subjectsOf: personSubjects,
  };
  const accounts: ReadThrough<KnownAccount> = {
    cache: createSubjectCache(limits.people),
    loads,
    time,
    read: (ids) => source.accounts(ids),
    keyOf: (row) => row.facts.id,
    subjectsOf: personSubjects,
  };
  const apps: ReadThrough<KnownApp> = {
    cache: createSubjectCache(limits.apps),
    loads,
    time,
    read: (ids) => source.apps(ids),
    keyOf: (row) => row.facts.id,
    subjectsOf: (row) => [row.facts.id, settings],
  };
  const zones: ReadThrough<string> = {
    cache: createSubjectCache(1),
    loads,
    time,
    read: async () => ({ rows: [await source.zone()] }),
    keyOf: () => settings,
    subjectsOf: () => [settings],
  };

  const clear = (): void => {
    loads.touch([everything]);
    for (const { cache } of [tokens, people, accounts, apps, zones]) cache.clear();
  };

  const forget = (change: Change): void => {
    const forgotten = forgottenBy(change);
    if (forgotten === 'everything') return clear();
    // What gateways are configured by is read here too: hosts, graces, the zone.
    const subjects = change.kind === 'config' ? [...forgotten, settings] : forgotten;
    loads.touch(subjects);
    for (const { cache } of [tokens, people, accounts, apps, zones]) {
      for (const subject of subjects) cache.forget(subject);
    }
  };

  return {
    applied: () => from.applied,
    epoch: () => from.epoch,
    apply(change) {
      forget(change);
      from = { ...from, applied: change.id };
    },
    restart(to) {
      clear();
      from = to;
    },
    sizes: () => ({ tokens: tokens.cache.size(), people: people.cache.size(), apps: apps.cache.size() }),
    async know(accesses) {
      const usable = (row: KnownCredential): boolean => {
        const now = time.now();
        return row.ended || (now !== undefined && now < row.endsAt - endMarginMs);
      };
      const [tokenRows, appRows, zone] = await Promise.all([
        readThrough(
          tokens,
          accesses.map((access) => access.token),
          usable,
        ),
        readThrough(
          apps,
          accesses.map((access) => access.app),
        ),
        readThrough(zones, [settings]),
      ]);
      const [personRows, accountRows] = await Promise.all([
        readThrough(people, holdersOf(tokenRows.values(), 'token')),
        readThrough(accounts, holdersOf(tokenRows.values(), 'key')),
      ]);
      const at = time.now() ?? (await firstReading(source, time));
      const context: Context = { at: Math.round(at), zone: zone.get(settings) ?? 'UTC', locate };
      return accesses.map((access) => {
        const token = tokenRows.get(access.token);
        return knownOf(access, context, {
          token,
          app: appRows.get(access.app),
          principal:
            token === undefined
              ? undefined
              : (token.kind === 'key' ? accountRows : personRows).get(token.person),
        });
      });
    },
  };
}

async function firstReading(source: KnowledgeSource, time: DatabaseTime): Promise<number> {
  const started = time.start();
  const now = await source.now();
  time.note(now, started);
  return time.now() ?? now;
}

interface Context {
  readonly at: number;
  readonly zone: string;
  readonly locate: KnowledgeOptions['locate'];
}

interface Rows {
  readonly token: KnownCredential | undefined;
  readonly principal: KnownPrincipal | undefined;
  readonly app: KnownApp | undefined;
}

function knownOf(access: AccessInput, context: Context, rows: Rows): Known | Missing {
  const { token, principal, app } = rows;
  if (token === undefined) return 'unknown-token';
  const over = whyOver(token, principal, context.at);
  if (over !== undefined) return over;
  if (principal === undefined || app === undefined || !app.enabled) return 'app-disabled';
  // A token is for one host. A gateway that was taken over, or one host's script, must not use it for another.
  if (token.kind === 'token' && token.host !== app.host) return 'unknown-token';
  const route = access.route === undefined ? undefined : app.routes.find(({ id }) => id === access.route);
  if (access.route !== undefined && route === undefined) return 'app-disabled';
  return {
    session: token.session,
    person: token.person,
    subjects: grantSubjects(token, principal, app),
    sessionEndsAt: token.endsAt,
    app: { host: app.host, graceMs: app.graceMs },
    input: {
      principal: principalOf(token, principal),
      session: { id: token.session },
      action: 'open',
      resource: app.facts,
      ...(route === undefined ? {} : { route: { id: route.id, name: route.name } }),
      authn: strengthOf(token),
      device: { class: 'unmanaged', facts: {} },
      network: { address: access.address, ...context.locate(access.address) },
      ...(access.method === undefined ? {} : { http: { method: access.method, path: access.path ?? '' } }),
      time: { at: context.at, zone: context.zone },
    },
  };
}
