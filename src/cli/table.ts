import { showUnseenMarks } from '#base/unseen-marks.ts';

/** A column: its heading, and what it shows of a row. */
export interface Column<Row> {
  readonly heading: string;
  readonly of: (row: Row) => string | number | null | undefined;
}

/**
 * Makes a text harmless for a terminal and keeps it on its line. What a terminal would take for an instruction
 * (colours, moves, titles) is shown, not obeyed: names come from people and policies, and one of them may be meant to
 * hide a line of this very table.
 */
export function harmless(text: string): string {
  return showUnseenMarks(text);
}

/** Writes rows as aligned columns under headings; without rows, says so. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  if (rows.length === 0) return 'none';
  const cells = rows.map((row) => columns.map(({ of }) => harmless(String(of(row) ?? '-'))));
  const lines = [columns.map(({ heading }) => heading), ...cells];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A point in time as people read it, UTC, to the second. */
export function when(at: number | null | undefined): string {
  return at === null || at === undefined ? '-' : new Date(at).toISOString().replace('T', ' ').slice(0, 19);
}

/** How long ago something was, in one unit. */
export function since(at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
