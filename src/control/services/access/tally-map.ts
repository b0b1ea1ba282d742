import { setImmediate as turn } from 'node:timers/promises';
import type { PersonFacts, PrincipalFacts } from '#contracts/access.ts';
import { everybody, everyProgram } from '#contracts/api/access.ts';
import type { Judged } from './judge-everybody.ts';
import type { JudgedPrograms, ReachedByProgram } from './judge-programs.ts';

/** People and programs, each counted once. */
export interface Counted {
  readonly people: Set<string>;
  readonly programs: Set<string>;
}

/** A line from a policy to an app. */
export interface AppLine {
  readonly from: string;
  readonly to: string;
  people: number;
  stronger: number;
  /** Who gets into these routes of the app, and not into the app as a whole. */
  readonly partly: Set<string>;
  readonly routes: Set<string>;
  readonly programs: Set<string>;
}

/** A line from a group to a policy. */
export interface GroupLine extends Counted {
  readonly from: string;
  readonly to: string;
}

/** An app, with who gets at it. */
export interface AppTally {
  people: number;
  stronger: number;
  readonly partly: Set<string>;
  readonly programs: Set<string>;
}

/** What the map is drawn from. */
export interface Tally {
  readonly groups: Map<string, Counted & { readonly name: string }>;
  readonly policies: Map<string, Counted>;
  readonly apps: Map<string, AppTally>;
  readonly groupLines: Map<string, GroupLine>;
  readonly appLines: Map<string, AppLine>;
}

interface Ground {
  readonly judged: Judged;
  readonly byPrograms: JudgedPrograms;
  /** The groups that each policy names. */
  readonly named: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Counts who gets where by what. */
export async function tallyMap({ judged: { reached }, byPrograms, named }: Ground): Promise<Tally> {
  const tally: Tally = {
    groups: new Map(),
    policies: new Map(),
    apps: new Map(),
    groupLines: new Map(),
    appLines: new Map(),
  };
  const wholes = wholesOf(reached);
  for (const { targets, people, outcome, policies } of reached) {
    const stronger = outcome === 'challenge' ? people.length : 0;
    const ways = new Set<PersonFacts>();
    // Nobody is in two crowds of one target, so that numbers add up without looking at who it is.
    for (const { resource, route } of targets) {
      const app = appOf(tally, resource.id);
      const whole = wholes.get(resource.id);
      const only = route === undefined ? [] : people.filter(({ id }) => whole?.has(id) !== true);
      if (route === undefined) {
        app.people += people.length;
        app.stronger += stronger;
      }
      for (const { id } of only) app.partly.add(id);
      for (const person of route === undefined ? people : only) ways.add(person);
      for (const policy of route === undefined || only.length > 0 ? policies : []) {
        const line = lineTo(tally, { from: policy, to: resource.id });
        if (route === undefined) {
          line.people += people.length;
          line.stronger += stronger;
        } else line.routes.add(route.name);
        for (const { id } of only) line.partly.add(id);
      }
    }
    for (const policy of policies)
      for (const person of ways) countGroups(tally, { policy, who: person, named });
    await turn();
  }
  const pair = ({ program, target }: ReachedByProgram): string => `${program.facts.id} ${target.resource.id}`;
  const whole = new Set(byPrograms.reached.filter(({ target }) => target.route === undefined).map(pair));
  for (const one of byPrograms.reached)
    if (one.target.route === undefined || !whole.has(pair(one))) countProgram(tally, one, named);
  return tally;
}

/** Who reaches apps as a whole, where somebody reaches a route as well. */
function wholesOf(reached: Judged['reached']): ReadonlyMap<string, ReadonlySet<string>> {
  const routed = new Set(
    reached.flatMap(({ targets }) =>
      targets.flatMap(({ route, resource }) => (route === undefined ? [] : [resource.id])),
    ),
  );
  const wholes = new Map<string, Set<string>>();
  for (const { targets, people } of reached) {
    for (const { resource, route } of targets) {
      if (route !== undefined || !routed.has(resource.id)) continue;
      const whole = wholes.get(resource.id) ?? new Set();
      wholes.set(resource.id, whole);
      for (const { id } of people) whole.add(id);
    }
  }
  return wholes;
}

function countProgram(
  tally: Tally,
  { program: { facts }, target: { resource, route }, policies }: ReachedByProgram,
  named: Ground['named'],
): void {
  appOf(tally, resource.id).programs.add(facts.id);
  for (const policy of policies) {
    const line = lineTo(tally, { from: policy, to: resource.id });
    line.programs.add(facts.id);
    if (route !== undefined) line.routes.add(route.name);
    countGroups(tally, { policy, who: facts, named });
  }
}

function countGroups(
  tally: Tally,
  { policy, who, named }: { readonly policy: string; readonly who: PrincipalFacts } & Pick<Ground, 'named'>,
): void {
  const kind = who.kind === 'person' ? 'people' : 'programs';
  const through = tally.policies.get(policy) ?? nobodyYet();
  tally.policies.set(policy, through);
  if (through[kind].has(who.id)) return; // by another app of the same policy
  through[kind].add(who.id);
  const asked = named.get(policy);
  const theirs = who.groups?.filter(({ id }) => asked?.has(id) === true) ?? [];
  const anybody = { id: who.kind === 'person' ? everybody : everyProgram, name: '' };
  for (const { id, name } of theirs.length === 0 ? [anybody] : theirs) {
    const group = tally.groups.get(id) ?? { name, ...nobodyYet() };
    tally.groups.set(id, group);
    group[kind].add(who.id);
    const key = `${id} ${policy}`;
    const line = tally.groupLines.get(key) ?? { from: id, to: policy, ...nobodyYet() };
    tally.groupLines.set(key, line);
    line[kind].add(who.id);
  }
}

function nobodyYet(): Counted {
  return { people: new Set(), programs: new Set() };
}

function appOf({ apps }: Tally, id: string): AppTally {
  const app = apps.get(id) ?? { people: 0, stronger: 0, partly: new Set(), programs: new Set() };
  apps.set(id, app);
  return app;
}

function lineTo({ appLines }: Tally, { from, to }: { readonly from: string; readonly to: string }): AppLine {
  const key = `${from} ${to}`;
  const line = appLines.get(key) ?? {
    from,
    to,
    people: 0,
    stronger: 0,
    partly: new Set(),
    routes: new Set(),
    programs: new Set(),
  };
  appLines.set(key, line);
  return line;
}
