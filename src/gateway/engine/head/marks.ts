import { plain, type FieldKind, type FieldTable } from './field-table.ts';

/**
 * The lines of a head that mean something, four numbers each: kind, start of the line, position of its
 * colon, end of the line (before CRLF). Lines of kind `plain` are not in it.
 */
export type Marks = readonly number[];

/** How many numbers describe one marked line. */
export const markSize = 4;

/** One field line's grammar (RFC 9112, 5): token, colon at once, then visible bytes, spaces and tabs. */
export const fieldLines = String.raw`(?:[!#$%&'*+\-.^_\x60|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n`;

const maxFields = 200;

/** Walks the field lines of a head that has already passed the grammar; undefined when they are too many. */
export function markFields(text: string, table: FieldTable): number[] | undefined {
  const marks: number[] = [];
  const stop = text.length - 2;
  let at = text.indexOf('\r\n') + 2;
  let count = 0;
  while (at < stop) {
    const colon = text.indexOf(':', at);
    const end = text.indexOf('\r\n', colon);
    const kind = table.kindOf(text.slice(at, colon));
    if (kind !== plain) marks.push(kind, at, colon, end);
    at = end + 2;
    if (++count > maxFields) return undefined;
  }
  return marks;
}

/** Reads the value between a colon and a line's end, without the white space around it. */
export function valueAt(text: string, colon: number, end: number): string {
  let from = colon + 1;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

/** Reads the value of the first field of a kind, or undefined when there is none. */
export function firstValue(text: string, marks: Marks, kind: FieldKind): string | undefined {
  for (let i = 0; i < marks.length; i += markSize) {
    if (marks[i] === kind) return valueAt(text, marks[i + 2] ?? 0, marks[i + 3] ?? 0);
  }
  return undefined;
}

/** Reads the values of all fields of a kind, in order. */
export function allValues(text: string, marks: Marks, kind: FieldKind): string[] {
  const values: string[] = [];
  for (let i = 0; i < marks.length; i += markSize) {
    if (marks[i] === kind) values.push(valueAt(text, marks[i + 2] ?? 0, marks[i + 3] ?? 0));
  }
  return values;
}

/**
 * Reads the values of all fields of a kind without the spaces around them, but with tabs: for the fields that
 * frame a body, where parsers differ on a tab after the value.
 */
export function framingValues(text: string, marks: Marks, kind: FieldKind): string[] {
  const values: string[] = [];
  for (let i = 0; i < marks.length; i += markSize) {
    if (marks[i] === kind)
      values.push(text.slice((marks[i + 2] ?? 0) + 1, marks[i + 3]).replace(/^ +| +$/g, ''));
  }
  return values;
}

/** Splits a comma-separated list of tokens; lower case, empty members left out. */
export function tokenList(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}
