/** A moment as a clock on the organisation's wall shows it. */
export interface LocalTime {
  /** Monday is 1, Sunday is 7 (ISO 8601). */
  readonly weekday: number;
  /** Whole minutes since local midnight as the clock shows them, 0 to 1439. */
  readonly minute: number;
  /** `2026-11-22`. */
  readonly date: string;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const formats = new Map<string, Intl.DateTimeFormat>();
const mostFormats = 50;

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  if (formats.size >= mostFormats) formats.clear();
  formats.set(zone, made);
  return made;
}

const offsets = new Map<string, number>();
const mostOffsets = 1000;

/** What to add to UTC at this moment to have the zone's wall clock, in milliseconds. It changes on whole minutes. */
export function offsetAt(at: number, zone: string): number {
  const key = `${Math.floor(at / minuteMs)} ${zone}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = readOffset(Math.floor(at / minuteMs) * minuteMs, zone);
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function readOffset(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? Number.NaN;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - at;
}

let last: { readonly at: number; readonly zone: string; readonly time: LocalTime } | undefined;

/** Reads the wall clock of a zone. Throws a RangeError for a zone that is not known. */
export function localTime(at: number, zone: string): LocalTime {
  // One decision asks several times, and many decisions are about one moment.
  if (last?.at !== at || last.zone !== zone) last = { at, zone, time: wallTime(at + offsetAt(at, zone)) };
  return last.time;
}

function wallTime(wall: number): LocalTime {
  const midnight = Math.floor(wall / dayMs) * dayMs;
  return {
    weekday: ((Math.floor(wall / dayMs) + 3) % 7) + 1, // 1970-01-01 was a Thursday
    minute: Math.floor((wall - midnight) / minuteMs),
    date: new Date(midnight).toISOString().slice(0, 10),
  };
}

/**
 * The first moment after `at` at which the wall clock shows one of these minutes of the day, or midnight, or is
 * put forward or back (daylight saving). Between `at` and that moment the clock runs on evenly and passes none of
 * them, so nothing that depends on it through them can change.
 */
export function nextWallMoment(options: {
  readonly at: number;
  readonly zone: string;
  /** Minutes of the day, 0 to 1439. */
  readonly minutes: readonly number[];
}): number {
  const { at, zone, minutes } = options;
  const offset = offsetAt(at, zone);
  const wall = at + offset;
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const later = minutes.map((minute) => midnight + minute * minuteMs).filter((moment) => moment > wall);
  const even = Math.min(midnight + dayMs, ...later) - offset;
  return offsetChange({ after: at, before: even, zone }) ?? even;
}

/** The moment in (after, before] from which the zone has another offset than at `after`; zones change it rarely. */
function offsetChange(span: {
  readonly after: number;
  readonly before: number;
  readonly zone: string;
}): number | undefined {
  const offset = offsetAt(span.after, span.zone);
  if (offsetAt(span.before, span.zone) === offset) return undefined;
  let same = span.after;
  let other = span.before;
  while (other - same > 1) {
    const middle = Math.floor((same + other) / 2);
    if (offsetAt(middle, span.zone) === offset) same = middle;
    else other = middle;
  }
  return other;
}
