const units: readonly (readonly [ms: number, name: string])[] = [
  [24 * 60 * 60_000, 'day'],
  [60 * 60_000, 'hour'],
  [60_000, 'minute'],
];

/** Says how long ago something was, in the largest unit that fits; both in milliseconds since the Unix epoch. */
export function timeAgo(then: number, now: number): string {
  const ms = Math.max(0, now - then);
  const unit = units.find(([size]) => ms >= size);
  if (unit === undefined) return 'just now';
  const [size, name] = unit;
  const count = Math.floor(ms / size);
  return `${count} ${name}${count === 1 ? '' : 's'} ago`;
}
