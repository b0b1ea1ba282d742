import { appSpecSchema } from '#contracts/app-spec.ts';
import type { AppReach } from '#contracts/api/access.ts';
import type { Call } from '../call.ts';
import { findApp } from '../apps/find-app.ts';
import { permit } from '../permit.ts';
import { found } from '../write.ts';
import { alikePeople } from './alike-people.ts';
import { judgeEverybody, type Reached, usualBudget } from './judge-everybody.ts';
import { type JudgedPrograms, judgePrograms } from './judge-programs.ts';
import {
  knowApps,
  momentNow,
  nameApp,
  policiesInForce,
  readPopulation,
  targetsOf,
} from './read-population.ts';
import { readPrograms } from './read-programs.ts';

/** Names told of each policy. */
const mostNames = 50;
/** Programs told. */
const mostRows = 200;

type Titles = ReadonlyMap<string, string>;
type ByPolicy = AppReach['policies'];

/**
 * Says who reaches an app as a whole and each of its routes, which policies let them in, and which programs they do.
 * @throws Fault `not-found`, `too-many`
 */
export async function appReach(call: Call, idOrName: string): Promise<AppReach> {
  await permit(call, 'read');
  const row = found(await findApp(call.store, idOrName));
  const [snapshot, time, population, { programs }] = await Promise.all([
    policiesInForce(call),
    momentNow(call),
    readPopulation(call),
    readPrograms(call),
  ]);
  const isOn = row.state === 'enabled';
  const targets = isOn ? (await knowApps(call, [row])).flatMap(targetsOf) : [];
  const alike = alikePeople(population.people, snapshot);
  const { judged, byPrograms } = await call.readingDecider.use(snapshot, async (decider) => ({
    // A budget of its own: one app, so that even policies which tell everybody apart leave nobody out.
    judged: await judgeEverybody({
      decider,
      alike,
      targets,
      time,
      budget: { ...usualBudget(), decisions: 50_000 },
    }),
    byPrograms: await judgePrograms({ decider, programs, targets, time }),
  }));
  const { reached, leftOut } = judged;
  const titles: Titles = new Map<string, string>(snapshot.policies.map(({ id, title }) => [id, title]));
  const { access, publicPaths, routes } = appSpecSchema.parse(row.spec);
  const whole = partOf(reached, undefined);
  const inWhole = new Set(whole.flatMap(({ people }) => people.map(({ id }) => id)));
  const opened = programRows(byPrograms, titles);
  return {
    app: nameApp(row),
    at: time.at,
    policyRevision: snapshot.revision,
    people: { looked: leftOut.length > 0 ? 0 : population.people.length, of: population.of },
    unknownGroups: population.unknownGroups,
    ...countsOf(whole),
    policies: byPolicy(whole, titles),
    routes: routes.map(({ id, name, patterns }) => {
      const part = partOf(reached, id);
      const people = new Set(part.flatMap((one) => one.people.map((person) => person.id)));
      const onlyThis = [...people].filter((person) => !inWhole.has(person)).length;
      return {
        name,
        patterns: [...patterns],
        ...countsOf(part),
        onlyThis,
        policies: byPolicy(part, titles),
      };
    }),
    programs: opened.slice(0, mostRows),
    programsOf: opened.length + byPrograms.notLookedAt,
    publicPaths: publicPaths.slice(),
    public: access === 'public',
  };
}

type Part = readonly Pick<Reached, 'people' | 'outcome' | 'policies'>[];

/** Who gets at the whole, or at a route of it. */
function partOf(reached: readonly Reached[], route: string | undefined): Part {
  return reached.filter(({ targets }) => targets.some((target) => target.route?.id === route));
}

function countsOf(part: Part): { readonly reach: number; readonly stronger: number } {
  const count = (wanted: 'allow' | 'challenge'): number =>
    part.filter(({ outcome }) => outcome === wanted).reduce((sum, { people }) => sum + people.length, 0);
  return { reach: count('allow'), stronger: count('challenge') };
}

function byPolicy(part: Part, titles: Titles): ByPolicy {
  const found = new Map<string, ByPolicy[number]>();
  for (const { people, outcome, policies } of part) {
    for (const id of policies) {
      const entry = found.get(id) ?? { policy: named(id, titles), people: 0, stronger: 0, names: [] };
      entry.people += people.length;
      if (outcome === 'challenge') entry.stronger += people.length;
      for (const { id: person, name } of people.slice(0, mostNames - entry.names.length))
        entry.names.push({ id: person, name });
      found.set(id, entry);
    }
  }
  return [...found.values()].sort((one, other) => other.people - one.people);
}

/** A program once where it reaches the whole, else once for each route that it reaches. */
function programRows({ reached }: JudgedPrograms, titles: Titles): AppReach['programs'] {
  const whole = new Set(
    reached.filter(({ target }) => target.route === undefined).map(({ program }) => program.facts.id),
  );
  return reached
    .filter(({ target, program }) => target.route === undefined || !whole.has(program.facts.id))
    .map(({ program: { facts }, target, hasKey, policies }) => ({
      id: facts.id,
      name: facts.name,
      route: target.route?.name ?? null,
      hasKey,
      policies: policies.map((id) => named(id, titles)),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function named(id: string, titles: Titles) {
  return { id, name: titles.get(id) ?? id };
}
