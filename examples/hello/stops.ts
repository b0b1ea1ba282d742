/** The end of one clock, as the page that showed it tells. */
export interface Stop {
  /** When the connection was over by the browser's clock, Unix milliseconds. */
  readonly at: number;
  /** When the last tick came by the browser's clock, Unix milliseconds. */
  readonly lastTickAt: number;
  /** How many ticks had come. */
  readonly ticks: number;
}

/** The last ends of clocks, the newest first. */
export interface Stops {
  add(text: string): 'noted' | 'not understood';
  list(): readonly Stop[];
}

const kept = 20;

/** Keeps the last ends of clocks. They come from pages, so nothing but three plausible numbers is taken. */
export function createStops(): Stops {
  let stops: readonly Stop[] = [];
  return {
    add(text) {
      const stop = readStop(text);
      if (stop === undefined) return 'not understood';
      stops = [stop, ...stops].slice(0, kept);
      return 'noted';
    },
    list: () => stops,
  };
}

function readStop(text: string): Stop | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { at, lastTickAt, ticks } = { at: undefined, lastTickAt: undefined, ticks: undefined, ...parsed };
  if (!isTime(at) || !isTime(lastTickAt) || !isCount(ticks)) return undefined;
  return { at, lastTickAt, ticks };
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value > 0 && value < 1e14;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
