import type { Clock } from '#base/clock.ts';
import type { AppFacts, DecisionInput, Outcome } from '#contracts/access.ts';
import {
  type Caller,
  type KnowledgeSource,
  type PortalApp,
  type RegisteredApp,
  hostOf,
  knowledgeFromStore,
} from '#control/index.ts';
import type { Foundation } from './foundation.ts';

export interface PortalAppsOptions {
  readonly foundation: Foundation;
  readonly domain: string;
  readonly clock: Clock;
  readonly usualZone: string;
}

/** The apps as portal and sign-in see them. */
export interface PortalApps {
  /** An enabled web app by its host. */
  registered(host: string): Promise<RegisteredApp | undefined>;
  /** Every enabled web app but sign-in, portal and API. */
  all(): Promise<readonly PortalApp[]>;
  /** Whether this caller may open each of them now, by the same decision as at the gateway. */
  mayOpen(caller: Caller, apps: readonly PortalApp[]): Promise<readonly Outcome[]>;
}

/** Our own hosts that are no destination in the portal. */
const unlisted: ReadonlySet<string> = new Set(['signin', 'portal', 'api']);

/** Reads apps for the pages. */
export function createPortalApps(options: PortalAppsOptions): PortalApps {
  const { foundation, domain, clock } = options;
  const { store, decider, locator } = foundation;
  const source: KnowledgeSource = knowledgeFromStore({
    store,
    domain,
    readZone: async () => {
      const row = await store.settings.find('zone');
      return typeof row?.value === 'string' ? row.value : options.usualZone;
    },
  });
  const enabled = async () => {
    const rows = await store.apps.all();
    return rows.filter(({ state, kind }) => state === 'enabled' && kind === 'web');
  };
  return {
    async registered(host) {
      const row = (await enabled()).find((app) => hostOf(app, domain) === host);
      return row === undefined ? undefined : { title: row.title === '' ? row.name : row.title };
    },
    async all() {
      const rows = await enabled();
      return rows
        .filter(({ system }) => system === null || !unlisted.has(system))
        .map((row) => ({
          id: row.id,
          title: row.title === '' ? row.name : row.title,
          host: hostOf(row, domain),
        }));
    },
    async mayOpen(caller, apps) {
      const { person, strength, session } = caller;
      if (person === undefined || strength === undefined) return apps.map(() => 'deny');
      const [people, known, zone] = await Promise.all([
        source.people([person]),
        source.apps(apps.map(({ id }) => id)),
        source.zone(),
      ]);
      const principal = people.rows[0]?.facts;
      if (principal === undefined) return apps.map(() => 'deny');
      const facts = new Map(known.rows.map((row) => [row.facts.id, row.facts]));
      const address = caller.address ?? '127.0.0.1';
      const inputFor = (resource: AppFacts): DecisionInput => ({
        principal,
        ...(session === undefined ? {} : { session: { id: session } }),
        action: 'open',
        resource,
        authn: strength,
        device: { class: 'unmanaged', facts: {} },
        network: { address, ...locator.locate(address) },
        time: { at: clock.wall(), zone },
      });
      const asked = apps.flatMap(({ id }) => facts.get(id) ?? []);
      const decisions = await decider.decide(asked.map(inputFor));
      const outcomes = new Map(asked.map(({ id }, n) => [id, decisions[n]?.outcome]));
      return apps.map(({ id }) => outcomes.get(id) ?? 'deny');
    },
  };
}
