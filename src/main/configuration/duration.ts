import { type Result, ok, refused } from '#base/result.ts';

/** In seconds. */
export const minute = 60;
export const hour = 60 * minute;
export const day = 24 * hour;

const units: ReadonlyMap<string, number> = new Map([
  ['s', 1],
  ['min', minute],
  ['h', hour],
  ['d', day],
]);

/** Reads a time such as `90 min`, between two bounds; all in whole seconds. A unit has to stand there: 12 of what? */
export function duration(bounds: {
  readonly least: number;
  readonly most: number;
}): (raw: unknown) => Result<number, string> {
  const { least, most } = bounds;
  return (raw) => {
    const parts = typeof raw === 'string' ? /^([0-9]{1,9}) ?(s|min|h|d)$/.exec(raw.trim()) : null;
    const seconds =
      parts === null ? Number.NaN : Number(parts[1]) * (units.get(parts[2] ?? '') ?? Number.NaN);
    return seconds >= least && seconds <= most
      ? ok(seconds)
      : refused(
          `must be a time such as ${durationText(most)}, from ${durationText(least)} to ${durationText(most)}`,
        );
  };
}

/** Writes seconds in the largest unit that they are whole in. */
export function durationText(seconds: number): string {
  const [unit, length] = [...units].findLast(([, size]) => seconds % size === 0) ?? ['s', 1];
  return `${seconds / length} ${unit}`;
}
