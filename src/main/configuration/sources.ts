import { LineCounter, type Pair, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { nearestName } from './nearest-name.ts';
import { namedSettings } from './sections.ts';
import type { Place, Problem } from './setting.ts';

/** A value as somebody gave it, before it is read. */
export interface Given {
  readonly raw: unknown;
  readonly place: Place;
}

/** What one source gave, by the settings' paths, and what it got wrong. */
export interface Source {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly Problem[];
}

/** Reads the text of a YAML file (YAML 1.2); places are `name:line:column`. */
export function fromYaml(name: string, text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const problems: Problem[] = document.errors.map((error) => ({
    place: placeAt(error.pos[0]),
    message: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
  }));
  const given = new Map<string, Given>();
  if (problems.length > 0 || document.contents === null) return { given, problems };
  if (!isMap(document.contents))
    return { given, problems: [{ place: placeAt(0), message: 'must hold settings as `name: value`' }] };

  const sectionNames = new Set(namedSettings.flatMap(({ path }) => path.split('.').slice(0, -1)));
  const paths = new Set(namedSettings.map(({ path }) => path));
  const readPair = (pair: Pair, prefix: string): void => {
    const key = isScalar(pair.key) ? String(pair.key.value) : '';
    const place = placeAt(offsetOf(pair.key));
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (prefix === '' && sectionNames.has(key) && isMap(pair.value)) {
      for (const inner of pair.value.items) readPair(inner, key);
    } else if (paths.has(path)) {
      // An empty value is as if the line was not there: `url:` with everything behind it commented out.
      const raw = plain(pair.value);
      if (raw !== null) given.set(path, { raw, place: placeAt(offsetOf(pair.value) || offsetOf(pair.key)) });
    } else if (prefix === '' && sectionNames.has(key)) {
      if (plain(pair.value) !== null)
        problems.push({ place, message: `${key} is a section: its settings stand below it, indented` });
    } else {
      problems.push({ place, message: unknownName(path, [...paths]) });
    }
  };
  for (const pair of document.contents.items) readPair(pair, '');
  return { given, problems };
}

/** Variables that are no settings: where the file is, and what the command line reads. */
const otherVariables = [
  'SALLYPORT_CONFIG',
  'SALLYPORT_URL',
  'SALLYPORT_TOKEN_FILE',
  'SALLYPORT_CA_FILE',
] as const;

/** Reads `SALLYPORT_…` and the few other variables that settings name. Empty ones count as not set. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Source {
  const given = new Map<string, Given>();
  const known = new Set([...otherVariables, ...namedSettings.flatMap(({ variables }) => variables)]);
  for (const { path, variables } of namedSettings) {
    const name = variables.find((variable) => (environment[variable] ?? '') !== '');
    if (name !== undefined) given.set(path, { raw: environment[name], place: name });
  }
  const problems = Object.keys(environment)
    .filter((name) => name.startsWith('SALLYPORT_') && !known.has(name))
    .map((name) => ({ place: name, message: unknownName(name, [...known]) }));
  return { given, problems };
}

/** Says that a name means nothing here, and which one probably was meant. */
export function unknownName(given: string, names: readonly string[]): string {
  const near = nearestName(given, names);
  return near === undefined ? 'is no setting' : `is no setting; did you mean ${near}?`;
}

function offsetOf(node: unknown): number {
  const range: unknown =
    typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? start : 0;
}

function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  return node === null || node === undefined ? null : node;
}
