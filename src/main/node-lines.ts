/** When each long-supported line of Node gets no more security fixes (nodejs/Release schedule). */
const endOfLife: ReadonlyMap<number, string> = new Map([
  [18, '2025-04-30'],
  [20, '2026-04-30'],
  [22, '2027-04-30'],
  [24, '2028-04-30'],
  [26, '2029-04-30'],
]);

/** A warning when this Node gets no more security fixes; undefined while it does. */
export function nodeWarning(version: string, now: Date): string | undefined {
  const major = Number.parseInt(version.replace(/^v/, ''), 10);
  const end = endOfLife.get(major);
  const current = [...endOfLife].filter(([, date]) => now < new Date(date)).map(([line]) => line);
  const advice = current.length === 0 ? 'Use a newer one.' : `Use Node ${current.slice(0, 2).join(' or ')}.`;
  if (end !== undefined && now >= new Date(end))
    return `Node ${major} has had no security fixes since ${end}. ${advice}`;
  if (major % 2 === 1) return `Node ${major} gets security fixes for a few months only. ${advice}`;
  return undefined;
}
