import type { PolicyProblem } from '#contracts/policies.ts';
import { kindOfType, systemApps } from './entity-ids.ts';
import { isId } from '#base/ids.ts';

/** An entity that a text names, by id or by a name for people. */
export interface NamedEntity {
  readonly type: string;
  readonly name: string;
}

/** What names and ids belong together; made by the caller for the entities of one text. */
export interface Directory {
  /** All that go by this name, by id; people by their e-mail address. */
  readonly idsOf: (entity: NamedEntity) => readonly string[];
  readonly nameOf: (entity: { readonly type: string; readonly id: string }) => string | undefined;
}

interface Literal extends NamedEntity {
  readonly start: number;
  readonly end: number;
}

// Strings and comments first, so that nothing inside them is taken for an entity.
const tokens = /\/\/[^\n]*|(?<![\w:])([A-Z]\w*)\s*::\s*("(?:[^"\\]|\\.)*")|"(?:[^"\\]|\\.)*"/g;

function literalsIn(text: string): readonly Literal[] {
  const found: Literal[] = [];
  for (const match of text.matchAll(tokens)) {
    const [whole, type, quoted] = match;
    if (type === undefined || quoted === undefined || kindOfType(type) === undefined) continue;
    const name = unquoted(quoted);
    if (name !== undefined) found.push({ type, name, start: match.index, end: match.index + whole.length });
  }
  return found;
}

function unquoted(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined; // an escape that only Cedar knows; no name of ours needs one
  }
}

/** The entities that a text names, for looking them up before the text is rewritten. */
export function entitiesIn(text: string): readonly NamedEntity[] {
  return literalsIn(text).map(({ type, name }) => ({ type, name }));
}

function isFixed({ type, name }: NamedEntity): boolean {
  const kind = kindOfType(type);
  return (kind !== undefined && isId(kind, name)) || (type === 'App' && systemApps.includes(name));
}

/**
 * Writes ids in place of names, which is how policies are stored: a policy goes on meaning the group or app that
 * its writer meant when that is renamed, and never means another one that takes the name later. Names of nothing,
 * or of several things, are problems at their place in the given text.
 */
export function namesToIds(
  text: string,
  directory: Directory,
): { readonly text: string; readonly problems: readonly Omit<PolicyProblem, 'policy'>[] } {
  const problems: Omit<PolicyProblem, 'policy'>[] = [];
  const rewritten = rewrite(text, (literal) => {
    if (isFixed(literal)) return undefined;
    const ids = directory.idsOf(literal);
    if (ids.length === 1) return ids[0];
    const { start, end } = literal;
    const what = `${literal.type} ${JSON.stringify(literal.name)}`;
    const message = ids.length === 0 ? `there is no ${what}` : `there are ${ids.length} of ${what}`;
    const help = ids.length === 0 ? {} : { help: `write the id of one: ${ids.join(', ')}` };
    problems.push({ severity: 'error', message, ...help, start, end });
    return undefined;
  });
  return { text: rewritten, problems };
}

/** Writes names in place of ids, for reading and editing, wherever the name would lead back to the same id. */
export function idsToNames(text: string, directory: Directory): string {
  return rewrite(text, ({ type, name: id }) => {
    const name = directory.nameOf({ type, id });
    if (name === undefined) return undefined;
    const ids = directory.idsOf({ type, name });
    return ids.length === 1 && ids[0] === id ? name : undefined;
  });
}

function rewrite(text: string, replace: (literal: Literal) => string | undefined): string {
  let rewritten = '';
  let done = 0;
  for (const literal of literalsIn(text)) {
    const replacement = replace(literal);
    if (replacement === undefined) continue;
    rewritten += `${text.slice(done, literal.start)}${literal.type}::${JSON.stringify(replacement)}`;
    done = literal.end;
  }
  return rewritten + text.slice(done);
}
