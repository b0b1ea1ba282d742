import { type Document, isAlias, isSeq, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';
import { type AppliedObject, appliedObjectSchema, mostApplied } from '#contracts/api/apply.ts';
import { excessOf, mostFaults } from './notation-bounds.ts';
import { placeOf } from './place-of.ts';

/** A file as it was read. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** Something wrong in a file. */
export interface FileProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** A dotted path into the object; empty: all of it. */
  readonly at: string;
  readonly message: string;
}

/** Objects, and where each stands. */
export interface Documents {
  readonly objects: readonly AppliedObject[];
  readonly problems: readonly FileProblem[];
  /** Says where a problem of an object is; undefined where it is of no object of these. */
  place(problem: {
    readonly at: string;
    readonly message: string;
    readonly start?: number | undefined;
  }): FileProblem | undefined;
}

/** The most characters of all files together; a request may have 1 MiB. */
export const mostText = 900_000;

interface Found {
  readonly file: SourceFile;
  readonly node: Node;
  readonly lines: LineCounter;
}

/**
 * Reads objects from YAML or JSON: several documents a file, each one object or a list of them. All that is wrong is
 * found at once. Aliases are refused: a few lines of them can stand for more than fits into memory. So are tags, which
 * make something else of a value than what stands there, and what is too deep or too wide to be read at all.
 */
export function readDocuments(files: readonly SourceFile[]): Documents {
  const problems: FileProblem[] = [];
  const total = files.reduce((sum, { text }) => sum + text.length, 0);
  const [first] = files;
  if (first !== undefined && total > mostText) {
    const message = `the files together have more than ${mostText} characters; apply them in parts`;
    problems.push({ file: first.name, line: 1, at: '', message });
  }
  const found = problems.length > 0 ? [] : files.flatMap((file) => objectsIn(file, problems));
  const last = found[mostApplied];
  if (last !== undefined) {
    problems.push({
      ...whereIs(last),
      at: '',
      message: `more than ${mostApplied} objects; apply them in parts`,
    });
  }
  const objects: AppliedObject[] = [];
  const read: Found[] = [];
  for (const one of problems.length > 0 && last !== undefined ? [] : found) {
    const object = checked(one, problems);
    if (object === undefined) continue;
    objects.push(object);
    read.push(one);
  }
  return {
    objects,
    problems,
    place({ at, message, start }) {
      const [, place = '', path = ''] = /^objects\.(\d+)(?:\.(.*))?$/.exec(at) ?? [];
      const one = read[Number(place === '' ? -1 : place)];
      return one === undefined ? undefined : { ...whereIs(one, { path, start }), at: path, message };
    },
  };
}

function objectsIn(file: SourceFile, problems: FileProblem[]): readonly Found[] {
  const excess = excessOf(file.text);
  if (excess !== undefined) {
    problems.push({ file: file.name, at: '', ...excess });
    return [];
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(file.text, {
    stringKeys: true,
    uniqueKeys: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const found: Found[] = [];
  for (const document of 'empty' in documents ? [] : documents) {
    for (const { offset, message } of faultsOf(document)) {
      if (problems.length >= mostFaults) break;
      problems.push({ file: file.name, line: Math.max(1, lines.linePos(offset).line), at: '', message });
    }
    const { contents } = document;
    if (contents === null || isAlias(contents)) continue;
    const nodes = isSeq<Node>(contents) ? contents.items : [contents];
    found.push(...nodes.map((node) => ({ file, node, lines })));
  }
  return problems.length > 0 ? [] : found;
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

const plainTags = ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map(
  (tag) => `tag:yaml.org,2002:${tag}`,
);

function faultsOf(document: Document): readonly Fault[] {
  const faults: Fault[] = document.errors.map(({ message, pos }) => ({ offset: pos[0], message }));
  visit(document, {
    Alias: (_, { range }) => {
      faults.push({ offset: range?.[0] ?? 0, message: 'aliases (*) are not read; write it out' });
    },
    Value: (_, { tag, range }) => {
      if (tag === undefined || tag === '!' || plainTags.includes(tag)) return;
      faults.push({ offset: range?.[0] ?? 0, message: 'tags (!) are not read; write the value itself' });
    },
  });
  return faults;
}

function checked(one: Found, problems: FileProblem[]): AppliedObject | undefined {
  const parsed = appliedObjectSchema.safeParse(one.node.toJSON());
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    const at = path.map(String).join('.');
    problems.push({ ...whereIs(one, { path: at }), at, message });
  }
  return undefined;
}

function whereIs(
  { file, node, lines }: Found,
  problem: { readonly path: string; readonly start?: number | undefined } = { path: '' },
): Pick<FileProblem, 'file' | 'line'> {
  const offset = placeOf(node, { ...problem, source: file.text });
  return { file: file.name, line: Math.max(1, lines.linePos(offset).line) };
}
