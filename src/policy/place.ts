/** A span in UTF-16 units, as editors count. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Turns a span in bytes of UTF-8, as Cedar counts, into UTF-16 units. */
export function placeFromBytes(text: string, bytes: Place): Place {
  const encoded = Buffer.from(text, 'utf8');
  const units = (offset: number): number => encoded.subarray(0, offset).toString('utf8').length;
  return { start: units(bytes.start), end: units(bytes.end) };
}
