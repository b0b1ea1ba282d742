import { plain, type FieldKind, type FieldTable } from './field-table.ts';

/** The lines of a head that mean something. Lines of kind `plain` are not in it. */
export interface Marks {
  /** Four numbers for each: kind, start of the line, position of its colon, end of the line (before CRLF). */
  readonly lines: readonly number[];
  /** A bit, `1 << kind`, for each kind that occurs: most questions are about fields that are not there. */
  readonly seen: number;
  /** The bits of kinds that occur more than once. */
  readonly repeated: number;
}

/** How many numbers describe one marked line. */
export const markSize = 4;

/** One field line's grammar (RFC 9112, 5): token, colon at once, then visible bytes, spaces and tabs. */
export const fieldLines = String.raw`(?:[!#$%&'*+\-.^_\x60|~0-9A-Za-z]+:[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n`;

const maxFields = 200;
const none: readonly string[] = [];
// Filled anew for each head; what is kept of it is cut out in one piece.
const scratch: number[] = Array.from({ length: maxFields * markSize }, () => 0);

/**
 * Walks the field lines, from `from` on, of a head that has already passed the grammar; undefined when they are
 * too many.
 */
export function markFields(text: string, table: FieldTable, from = 0): Marks | undefined {
  const stop = text.length - 2;
  let at = from;
  let used = 0;
  let seen = 0;
  let repeated = 0;
  let count = 0;
  while (at < stop) {
    const colon = text.indexOf(':', at);
    // The grammar lets a line feed stand only after a carriage return: it alone says where the line ends.
    const next = text.indexOf('\n', colon) + 1;
    const kind = table.kindAt(text, at, colon);
    if (kind !== plain) {
      scratch[used] = kind;
      scratch[used + 1] = at;
      scratch[used + 2] = colon;
      scratch[used + 3] = next - 2;
      used += markSize;
      const bit = 1 << kind;
      repeated |= seen & bit;
      seen |= bit;
    }
    at = next;
    if (++count > maxFields) return undefined;
  }
  return { lines: scratch.slice(0, used), seen, repeated };
}

/** Tells whether a field of a kind is there. */
export function has(marks: Marks, kind: FieldKind): boolean {
  return (marks.seen & (1 << kind)) !== 0;
}

/** Tells whether a field of a kind is there more than once. */
export function isRepeated(marks: Marks, kind: FieldKind): boolean {
  return (marks.repeated & (1 << kind)) !== 0;
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
  if (!has(marks, kind)) return undefined;
  const { lines } = marks;
  for (let i = 0; i < lines.length; i += markSize) {
    if (lines[i] === kind) return valueAt(text, lines[i + 2] ?? 0, lines[i + 3] ?? 0);
  }
  return undefined;
}

/** Tells whether a kind occurs exactly once, with exactly this value, without cutting it out. */
export function isSoleValue(text: string, marks: Marks, kind: FieldKind, value: string): boolean {
  if (!has(marks, kind) || isRepeated(marks, kind)) return false;
  const { lines } = marks;
  let i = 0;
  while (lines[i] !== kind) i += markSize;
  const end = lines[i + 3] ?? 0;
  let from = (lines[i + 2] ?? 0) + 1;
  while (from < end && isBlank(text.charCodeAt(from))) from++;
  return end - from === value.length && text.startsWith(value, from);
}

/** Reads the values of all fields of a kind, in order. */
export function allValues(text: string, marks: Marks, kind: FieldKind): readonly string[] {
  if (!has(marks, kind)) return none;
  const { lines } = marks;
  const values: string[] = [];
  for (let i = 0; i < lines.length; i += markSize) {
    if (lines[i] === kind) values.push(valueAt(text, lines[i + 2] ?? 0, lines[i + 3] ?? 0));
  }
  return values;
}

/**
 * Reads the values of all fields of a kind without the spaces around them, but with tabs: for the fields that
 * frame a body, where parsers differ on a tab after the value.
 */
export function framingValues(text: string, marks: Marks, kind: FieldKind): readonly string[] {
  if (!has(marks, kind)) return none;
  const { lines } = marks;
  const values: string[] = [];
  for (let i = 0; i < lines.length; i += markSize) {
    if (lines[i] !== kind) continue;
    let from = (lines[i + 2] ?? 0) + 1;
    let to = lines[i + 3] ?? 0;
    while (from < to && text.charCodeAt(from) === space) from++;
    while (to > from && text.charCodeAt(to - 1) === space) to--;
    values.push(text.slice(from, to));
  }
  return values;
}

/** Reads all members of all fields of a kind that hold lists of tokens; lower case, empty members left out. */
export function tokensOf(text: string, marks: Marks, kind: FieldKind): readonly string[] {
  return has(marks, kind) ? allValues(text, marks, kind).flatMap(tokenList) : none;
}

function tokenList(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

const space = 32;
const tab = 9;

function isBlank(code: number): boolean {
  return code === space || code === tab;
}
