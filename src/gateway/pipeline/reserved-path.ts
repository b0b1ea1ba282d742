const ours = '.sallyport';

/**
 * Tells whether some server could read this path as one of ours (`/.sallyport/…`): with escapes decoded once
 * or more often, backslashes as slashes, parameters stripped, in any case, at any depth. Such a path is never
 * forwarded: what an application answered there would pass for the gateway's word.
 */
export function mayBeReserved(path: string): boolean {
  if (!path.includes('%') && !/sallyport/i.test(path)) return false;
  let reading = path;
  for (let round = 0; round < 4; round++) {
    const segments = reading
      .toLowerCase()
      .replaceAll('\\', '/')
      .split('/')
      .map((segment) => (segment.split(';')[0] ?? '').replace(/[^\x21-\x7e]/g, ''));
    if (segments.includes(ours)) return true;
    const next = decodeOnce(reading);
    if (next === reading) return false;
    reading = next;
  }
  return false;
}

function decodeOnce(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
