/** The p-th percentile, by the nearest rank; NaN of nothing. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** What one cause did to those who had to go. */
export interface Cutting {
  readonly name: string;
  /** From the cause to the last byte at the client's socket, and to its end, for each who was cut. */
  readonly lastByteMs: readonly number[];
  readonly endMs: readonly number[];
  /** Who should have been cut and was not, who was cut and should not have been, who lost a tick. */
  readonly missed: number;
  readonly wrongly: number;
  readonly broken: number;
  /** The longest silence of one who was left alone. */
  readonly gapMs: number;
  /** CPU time of control and gateways from the cause to the last end, as a line. */
  readonly used: string;
}

/** What must hold. */
export interface Limits {
  readonly p99Ms: number;
  readonly firstMs?: number;
  /** The longest silence that those still allowed may see, milliseconds. */
  readonly gapMs: number;
}

/** Every way in which a measurement falls short, in words. */
export function shortfalls(cutting: Cutting, limits: Limits): readonly string[] {
  const { lastByteMs, missed, wrongly, broken, gapMs } = cutting;
  const p99 = percentile(lastByteMs, 99);
  const first = Math.min(...lastByteMs);
  const found: string[] = [];
  if (lastByteMs.length === 0) found.push('nobody was cut');
  if (!(p99 <= limits.p99Ms)) found.push(`p99 ${p99.toFixed(0)} ms, allowed ${limits.p99Ms}`);
  if (limits.firstMs !== undefined && !(first <= limits.firstMs)) {
    found.push(`first cut after ${first.toFixed(0)} ms, allowed ${limits.firstMs}`);
  }
  if (missed > 0) found.push(`${missed} were not cut`);
  if (wrongly > 0) found.push(`${wrongly} were cut who should not have been`);
  if (broken > 0) found.push(`${broken} of those still allowed lost or repeated a tick`);
  if (gapMs > limits.gapMs) found.push(`${gapMs.toFixed(0)} ms of silence for one still allowed`);
  return found.map((text) => `${cutting.name}: ${text}`);
}

/** One line of the table. */
export function lineOf({ name, lastByteMs, endMs, gapMs }: Cutting): string {
  const figures = [
    String(lastByteMs.length),
    Math.min(...lastByteMs).toFixed(0),
    percentile(lastByteMs, 50).toFixed(0),
    percentile(lastByteMs, 99).toFixed(0),
    Math.max(...lastByteMs).toFixed(0),
    percentile(endMs, 99).toFixed(0),
    gapMs.toFixed(0),
  ];
  return `${name.padEnd(34)}${figures.map((figure) => figure.padStart(9)).join('')}`;
}

export const heading = `${''.padEnd(34)}${['cut', 'first', 'p50', 'p99', 'last', 'ended p99', 'silence']
  .map((word) => word.padStart(9))
  .join('')}`;
