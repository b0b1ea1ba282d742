import { plain, type FieldTable } from './field-table.ts';

/**
 * Keeps those trailer lines that mean nothing to us. Everything else goes: a trailer is merged into the header
 * by some servers, and would arrive there after we looked (framing, identity, cookies: RFC 9110, 6.5.1).
 */
export function filterTrailers(lines: string, table: FieldTable, perHop: readonly string[]): string {
  if (lines === '') return '';
  return lines
    .split('\r\n')
    .filter((line) => {
      const name = line.slice(0, line.indexOf(':'));
      return line !== '' && table.kindOf(name) === plain && !perHop.includes(name.toLowerCase());
    })
    .map((line) => `${line}\r\n`)
    .join('');
}
