import { setImmediate as turn } from 'node:timers/promises';
import { appSpecSchema } from '#contracts/app-spec.ts';
import { type AccessMap, everybody } from '#contracts/api/access.ts';
import type { PersonFacts } from '#contracts/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { entitiesIn } from '../policies/entity-names.ts';
import { alikePeople } from './alike-people.ts';
import { judgeEverybody, type Judged, usualBudget } from './judge-everybody.ts';
import {
  type KnownApp,
  knowApps,
  momentNow,
  nameApp,
  policiesInForce,
  type Population,
  readPopulation,
} from './read-population.ts';

/** Lines told of each kind; those with the most people first. */
const mostLines = 5_000;

/**
 * Says who reaches what by which policy. People are counted by the groups that a policy names; where it names none
 * of theirs, they are let in as anybody would be.
 * @throws Fault `too-many`
 */
export async function accessMap(call: Call): Promise<AccessMap> {
  await permit(call, 'read');
  const [snapshot, time, population, rows] = await Promise.all([
    policiesInForce(call),
    momentNow(call),
    readPopulation(call),
    call.store.apps.all(),
  ]);
  const apps = await knowApps(
    call,
    rows.filter(({ state }) => state === 'enabled'),
  );
  const targets = apps.map(({ facts }) => ({ resource: facts }));
  const alike = alikePeople(population.people, snapshot);
  const judged = await call.readingDecider.use(snapshot, (decider) =>
    judgeEverybody({ decider, alike, targets, time, budget: usualBudget() }),
  );
  return draw({ at: time.at, snapshot, population, apps, judged });
}

interface Ground {
  readonly at: number;
  readonly snapshot: PolicySnapshot;
  readonly population: Population;
  readonly apps: readonly KnownApp[];
  readonly judged: Judged;
}

type Line = AccessMap['appLines'][number];

async function draw({ at, snapshot, population, apps, judged }: Ground): Promise<AccessMap> {
  const tally = await count(judged, groupsNamed(snapshot));
  const groupLines = strongest(tally.groupLines);
  const appLines = strongest(tally.appLines);
  const leftOut = new Set<string>(judged.leftOut.map(({ resource }) => resource.id));
  const looked = apps.filter(({ row }) => !leftOut.has(row.id));
  return {
    at,
    policyRevision: snapshot.revision,
    people: { looked: population.people.length, of: population.of },
    apps: { looked: looked.length, of: apps.length },
    unknownGroups: population.unknownGroups,
    groups: [...tally.groups].map(([id, { name, people }]) => ({ id, name, people: people.size })),
    policies: snapshot.policies.flatMap(({ id, title }) => {
      const people = tally.policies.get(id)?.size ?? 0;
      return people === 0 ? [] : [{ id, name: title, people }];
    }),
    targets: looked.map(({ row }) => {
      const { access, publicPaths } = appSpecSchema.parse(row.spec);
      const { people = 0, stronger = 0 } = tally.apps.get(row.id) ?? {};
      return {
        ...nameApp(row),
        people,
        stronger,
        public: access === 'public',
        publicPaths: publicPaths.length,
        system: row.system !== null,
      };
    }),
    groupLines: groupLines.map(({ from, to, people }) => ({ from, to, people })),
    appLines,
    linesLeftOut: tally.groupLines.size - groupLines.length + tally.appLines.size - appLines.length,
  };
}

function strongest(lines: ReadonlyMap<string, Line>): Line[] {
  return [...lines.values()].sort((one, other) => other.people - one.people).slice(0, mostLines);
}

interface Tally {
  readonly groups: Map<string, { readonly name: string; readonly people: Set<string> }>;
  readonly policies: Map<string, Set<string>>;
  readonly apps: Map<string, { people: number; stronger: number }>;
  readonly groupLines: Map<string, Line>;
  readonly appLines: Map<string, Line>;
}

async function count({ reached }: Judged, named: ReadonlyMap<string, ReadonlySet<string>>): Promise<Tally> {
  const tally: Tally = {
    groups: new Map(),
    policies: new Map(),
    apps: new Map(),
    groupLines: new Map(),
    appLines: new Map(),
  };
  for (const { targets, people, outcome, policies } of reached) {
    const stronger = outcome === 'challenge' ? people.length : 0;
    // Nobody is in two crowds of one target, so that numbers add up without looking at who it is.
    for (const { resource } of targets) {
      const entry = tally.apps.get(resource.id) ?? { people: 0, stronger: 0 };
      entry.people += people.length;
      entry.stronger += stronger;
      tally.apps.set(resource.id, entry);
      for (const policy of policies)
        add(tally.appLines, { from: policy, to: resource.id, people: people.length, stronger });
    }
    for (const policy of policies) countGroups(tally, { policy, people, named });
    await turn();
  }
  return tally;
}

function countGroups(
  tally: Tally,
  reached: {
    readonly policy: string;
    readonly people: readonly PersonFacts[];
    readonly named: ReadonlyMap<string, ReadonlySet<string>>;
  },
): void {
  const { policy, named } = reached;
  const groupsOfPolicy = named.get(policy) ?? new Set();
  const through = tally.policies.get(policy) ?? new Set();
  tally.policies.set(policy, through);
  for (const person of reached.people) {
    if (through.has(person.id)) continue; // by another app of the same policy
    through.add(person.id);
    const theirs = person.groups?.filter(({ id }) => groupsOfPolicy.has(id)) ?? [];
    for (const { id, name } of theirs.length === 0 ? [{ id: everybody, name: '' }] : theirs) {
      const group = tally.groups.get(id) ?? { name, people: new Set() };
      tally.groups.set(id, group);
      group.people.add(person.id);
      add(tally.groupLines, { from: id, to: policy, people: 1, stronger: 0 });
    }
  }
}

function add(lines: Map<string, Line>, { from, to, people, stronger }: Line): void {
  const key = `${from} ${to}`;
  const line = lines.get(key) ?? { from, to, people: 0, stronger: 0 };
  line.people += people;
  line.stronger += stronger;
  lines.set(key, line);
}

function groupsNamed(snapshot: PolicySnapshot): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    snapshot.policies.map(({ id, text }) => [
      id,
      new Set(
        entitiesIn(text)
          .filter(({ type }) => type === 'Group')
          .map(({ name }) => name),
      ),
    ]),
  );
}
