import { dropped } from './field-table.ts';
import { markSize, type Marks } from './marks.ts';
import { requestField } from './request-fields.ts';
import type { FieldBlock } from './field-block.ts';

/** How the field lines of a request are changed on their way to the upstream. */
export interface ForwardFields {
  readonly block: FieldBlock;
  /** `Host` to send, when it is not the public one. */
  readonly host?: string | undefined;
  /** What is left of the cookies without ours; undefined when nothing had to be cut out. */
  readonly cookie?: string | undefined;
  /** Lower-case names of fields that are else dropped and this app is to get. */
  readonly keep: ReadonlySet<string>;
  /** Our own lines, each with its CRLF: identity, forwarding, connection. */
  readonly lines: string;
}

/** Writes the request line for the upstream; `target` is path and query. */
export function forwardRequestLine(method: string, target: string): string {
  return `${method} ${target} HTTP/1.1\r\n`;
}

/**
 * Writes the field lines for the upstream, with the empty line that ends them. Runs of lines that stay are
 * taken as one piece; a line that goes only ends a run. What stays is byte for byte what the client wrote, so
 * that no second parser is in between.
 */
export function forwardFields(forward: ForwardFields): string {
  const { text, perHop } = forward.block;
  const { lines } = forward.block.marks;
  let out = '';
  let from = 0;
  for (let i = 0; i < lines.length; i += markSize) {
    if (stays(forward, lines, i)) continue;
    out += text.slice(from, lines[i + 1] ?? 0);
    from = (lines[i + 3] ?? 0) + 2;
  }
  out += text.slice(from, text.length - 2);
  if (forward.host !== undefined) out += `Host: ${forward.host}\r\n`;
  if (forward.cookie !== undefined && forward.cookie !== '') out += `Cookie: ${forward.cookie}\r\n`;
  const whole = perHop.length > 0 ? withoutNamed(out, perHop) : out;
  return `${whole}${forward.lines}\r\n`;
}

function stays(forward: ForwardFields, lines: Marks['lines'], i: number): boolean {
  switch (lines[i] ?? 0) {
    case dropped:
    case requestField.override:
      return forward.keep.size > 0 && forward.keep.has(nameAt(forward.block.text, lines, i));
    case requestField.connection:
    case requestField.upgrade:
    case requestField.serviceKey:
      return false;
    case requestField.host:
      return forward.host === undefined;
    case requestField.cookie:
      return forward.cookie === undefined;
    default:
      return true;
  }
}

function nameAt(text: string, lines: Marks['lines'], i: number): string {
  return text.slice(lines[i + 1], lines[i + 2]).toLowerCase();
}

/** Takes out the lines that `Connection` named; a status line before them stays. */
export function withoutNamed(lines: string, names: readonly string[]): string {
  const named = new Set(names);
  return lines
    .split('\r\n')
    .filter((line) => line === '' || !named.has(line.slice(0, line.indexOf(':')).toLowerCase()))
    .join('\r\n');
}
