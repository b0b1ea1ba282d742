import { type Result, ok, refused } from '#base/result.ts';
import type { Flags } from './flags.ts';
import { type Configuration, sectionEntries, settingsOf } from './sections.ts';
import type { Machine, Part, Place, Problem, Section } from './setting.ts';
import { type Given, fromEnvironment, fromYaml } from './sources.ts';

/** All that a configuration is read from. */
export interface Sources {
  readonly part: Part;
  readonly machine: Machine;
  readonly flags: Flags;
  /** The configuration file, if one was named. */
  readonly file?: { readonly name: string; readonly text: string };
}

/**
 * Reads a configuration: flags win over variables, variables over the file, the file over defaults. All
 * mistakes of all sources are told at once, each with its place.
 */
export function loadConfiguration(sources: Sources): Result<Configuration, readonly Problem[]> {
  const { part, machine, flags, file } = sources;
  const yaml = file === undefined ? undefined : fromYaml(file.name, file.text);
  const environment = fromEnvironment(machine.environment);
  const problems: Problem[] = [...flags.problems, ...environment.problems, ...(yaml?.problems ?? [])];
  const places = new Map<string, Place>();
  const values = new Map<string, unknown>();
  const broken = new Set<string>();

  for (const { path, setting, section } of settingsOfAll()) {
    const layers = [flags.given, environment.given, yaml?.given];
    const given = layers.map((layer) => layer?.get(path)).find((found) => found !== undefined);
    const read = given === undefined ? ok(setting.fallback(machine)) : setting.read(given.raw, machine);
    if (given !== undefined) places.set(path, given.place);
    if (read.ok) values.set(path, read.value);
    else {
      broken.add(section);
      problems.push({
        place: given?.place ?? path,
        message: `${read.error}${quoted(given, setting.secret)}`,
      });
    }
  }

  const loaded: Record<string, Record<string, unknown>> = {};
  for (const [name, section] of sectionEntries()) {
    const own = sectionValues(section, values);
    loaded[name] = own;
    // Rules between values make no sense while one of them could not be read.
    if (broken.has(name)) continue;
    problems.push(...checked(section, own, { part, places }));
  }
  if (problems.length > 0) return refused(problems);
  // Every section is there with every setting: both loops above run over the same tables as the type.
  return ok(loaded as unknown as Configuration);
}

function settingsOfAll() {
  return [...new Set([...settingsOf('serve'), ...settingsOf('control'), ...settingsOf('gateway')])];
}

function sectionValues(section: Section, values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(section.settings);
  return Object.fromEntries(keys.map((key) => [key, values.get(pathOf(section, key))]));
}

function pathOf(section: Section, key: string): string {
  return section.name === '' ? key : `${section.name}.${key}`;
}

function checked(
  section: Section,
  values: Record<string, unknown>,
  context: { readonly part: Part; readonly places: ReadonlyMap<string, Place> },
): readonly Problem[] {
  return section.check(values, {
    part: context.part,
    placeOf: (key) => context.places.get(pathOf(section, key)) ?? pathOf(section, key),
  });
}

function quoted(given: Given | undefined, secret: true | undefined): string {
  if (given === undefined || secret === true) return '';
  const shown = typeof given.raw === 'string' ? given.raw : JSON.stringify(given.raw);
  return `; found ${shown === undefined ? 'nothing' : `"${shown.slice(0, 80)}"`}`;
}

/** Writes problems as lines, the places aligned. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  const width = Math.min(40, Math.max(...problems.map(({ place }) => place.length)));
  return problems.map(({ place, message }) => `  ${place.padEnd(width)}  ${message}`);
}
