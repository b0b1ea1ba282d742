/** Reads what this program stored as an object. Throws when it is something else: an older version's row. */
export function recordOf(stored: unknown): Readonly<Record<string, unknown>> {
  if (typeof stored !== 'object' || stored === null) throw new Error('not an object');
  return Object.fromEntries(Object.entries(stored));
}

/** Reads what this program stored as a text. */
export function text(stored: unknown): string {
  if (typeof stored !== 'string') throw new Error('not a text');
  return stored;
}
