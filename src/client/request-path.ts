/**
 * Fills an operation's path and query. A parameter is always one segment: what would be read as another path
 * (`..`, an empty text) is refused before it is sent.
 */
export function requestPath(
  path: string,
  parts: {
    readonly params?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
  },
): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(name, parts.params?.[name]));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value));
  }
  const asked = query.toString();
  return asked === '' ? filled : `${filled}?${asked}`;
}

function segment(name: string, value: unknown): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text === '' || text === '.' || text === '..') {
    throw new TypeError(`${JSON.stringify(text)} cannot be the ${name}`);
  }
  return encodeURIComponent(text);
}
