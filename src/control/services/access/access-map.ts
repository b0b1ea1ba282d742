import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AccessMap } from '#contracts/api/access.ts';
import type { PolicySnapshot } from '#contracts/policies.ts';
import type { Call } from '../call.ts';
import { permit } from '../permit.ts';
import { entitiesIn } from '../policies/entity-names.ts';
import { alikePeople } from './alike-people.ts';
import { judgeEverybody, type Judged, usualBudget } from './judge-everybody.ts';
import { type JudgedPrograms, judgePrograms } from './judge-programs.ts';
import {
  type KnownApp,
  knowApps,
  momentNow,
  nameApp,
  policiesInForce,
  type Population,
  readPopulation,
  targetsOf,
} from './read-population.ts';
import { type Programs, readPrograms } from './read-programs.ts';
import { type AppLine, type GroupLine, type Tally, tallyMap } from './tally-map.ts';

/** Lines told of each kind; those with the most people first. */
const mostLines = 5_000;

/**
 * Says who reaches what by which policy, people and programs. They are counted by the groups that a policy names;
 * where it names none of theirs, they are let in as anybody would be.
 * @throws Fault `too-many`
 */
export async function accessMap(call: Call): Promise<AccessMap> {
  await permit(call, 'read');
  const [snapshot, time, population, known, rows] = await Promise.all([
    policiesInForce(call),
    momentNow(call),
    readPopulation(call),
    readPrograms(call),
    call.store.apps.all(),
  ]);
  const apps = await knowApps(
    call,
    rows.filter(({ state }) => state === 'enabled'),
  );
  const targets = apps.flatMap(targetsOf);
  const alike = alikePeople(population.people, snapshot);
  const [judged, byPrograms] = await call.readingDecider.use(snapshot, async (decider) => [
    await judgeEverybody({ decider, alike, targets, time, budget: usualBudget() }),
    await judgePrograms({ decider, programs: known.programs, targets, time }),
  ]);
  const tally = await tallyMap({ judged, byPrograms, named: groupsNamed(snapshot) });
  return draw({ at: time.at, snapshot, population, known, apps, judged, byPrograms, tally });
}

interface Ground {
  readonly at: number;
  readonly snapshot: PolicySnapshot;
  readonly population: Population;
  readonly known: Programs;
  readonly apps: readonly KnownApp[];
  readonly judged: Judged;
  readonly byPrograms: JudgedPrograms;
  readonly tally: Tally;
}

function draw({ at, snapshot, population, known, apps, judged, byPrograms, tally }: Ground): AccessMap {
  const groupLines = strongest(
    [...tally.groupLines.values()],
    (line) => line.people.size + line.programs.size,
  );
  const appLines = strongest(
    [...tally.appLines.values()],
    (line) => line.people + line.partly.size + line.programs.size,
  );
  const leftOut = new Set<string>(judged.leftOut.map(({ resource }) => resource.id));
  const looked = apps.filter(({ row }) => !leftOut.has(row.id));
  // Nobody can say which of them the pairs that were too many belong to.
  const programs = byPrograms.notLookedAt > 0 ? 0 : known.programs.length;
  return {
    at,
    policyRevision: snapshot.revision,
    people: { looked: population.people.length, of: population.of },
    apps: { looked: looked.length, of: apps.length },
    programs: { looked: programs, of: known.of },
    unknownGroups: population.unknownGroups,
    groups: [...tally.groups].map(([id, group]) => ({ id, name: group.name, ...sizes(group) })),
    policies: snapshot.policies.flatMap(({ id, title }) => {
      const counted = tally.policies.get(id);
      return counted === undefined ? [] : [{ id, name: title, ...sizes(counted) }];
    }),
    targets: looked.map(({ row }) => presentTarget(row, tally)),
    groupLines: groupLines.map(({ from, to, ...counted }) => ({ from, to, ...sizes(counted) })),
    appLines: appLines.map(presentLine),
    linesLeftOut: tally.groupLines.size - groupLines.length + tally.appLines.size - appLines.length,
  };
}

function sizes({ people, programs }: Pick<GroupLine, 'people' | 'programs'>) {
  return { people: people.size, programs: programs.size };
}

function presentLine({ from, to, people, stronger, partly, routes, programs }: AppLine) {
  const parts = { partly: partly.size, routes: [...routes].toSorted(), programs: programs.size };
  return { from, to, people, stronger, ...parts };
}

function presentTarget(row: KnownApp['row'], { apps }: Tally): AccessMap['targets'][number] {
  const { access, publicPaths } = appSpecSchema.parse(row.spec);
  const app = apps.get(row.id);
  return {
    ...nameApp(row),
    people: app?.people ?? 0,
    stronger: app?.stronger ?? 0,
    partly: app?.partly.size ?? 0,
    programs: app?.programs.size ?? 0,
    public: access === 'public',
    publicPaths: publicPaths.length,
    system: row.system !== null,
  };
}

function strongest<L>(lines: readonly L[], weight: (line: L) => number): readonly L[] {
  return lines.toSorted((one, other) => weight(other) - weight(one)).slice(0, mostLines);
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
