import { dropped } from './field-table.ts';
import { markSize, type Marks } from './marks.ts';
import { requestField } from './request-fields.ts';
import type { RequestHead } from './request-head.ts';

/** How a request head is changed on its way to the upstream. */
export interface ForwardRequest {
  readonly head: RequestHead;
  /** Path and query to send. */
  readonly target: string;
  /** `Host` to send, when it is not the public one. */
  readonly host?: string | undefined;
  /** What is left of the cookies without ours; undefined when nothing had to be cut out. */
  readonly cookie?: string | undefined;
  /** Lower-case names of fields that are else dropped and this app is to get. */
  readonly keep: ReadonlySet<string>;
  /** Our own lines, each with its CRLF: identity, forwarding, connection. */
  readonly lines: string;
}

/**
 * Writes the head for the upstream. Runs of lines that stay are taken as one piece; a line that goes only ends
 * a run. What stays is byte for byte what the client wrote, so that no second parser is in between.
 */
export function forwardRequestHead(forward: ForwardRequest): string {
  const { head, target } = forward;
  const { text } = head;
  const { lines } = head.marks;
  let out = '';
  let from = 0;
  if (head.absolute || target !== head.target) {
    out = `${head.method} ${target} HTTP/1.1\r\n`;
    from = text.indexOf('\r\n') + 2;
  }
  for (let i = 0; i < lines.length; i += markSize) {
    if (stays(forward, lines, i)) continue;
    const start = lines[i + 1] ?? 0;
    out += text.slice(from, start);
    from = (lines[i + 3] ?? 0) + 2;
  }
  out += text.slice(from, text.length - 2);
  if (forward.host !== undefined) out += `Host: ${forward.host}\r\n`;
  if (forward.cookie !== undefined && forward.cookie !== '') out += `Cookie: ${forward.cookie}\r\n`;
  const whole = head.perHop.length > 0 ? withoutNamed(out, head.perHop) : out;
  return `${whole}${forward.lines}\r\n`;
}

function stays(forward: ForwardRequest, lines: Marks['lines'], i: number): boolean {
  switch (lines[i] ?? 0) {
    case dropped:
    case requestField.override:
      return forward.keep.size > 0 && forward.keep.has(nameAt(forward.head.text, lines, i));
    case requestField.connection:
    case requestField.upgrade:
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

/** Takes out the lines that `Connection` named; `lines` begins with the request or status line. */
export function withoutNamed(lines: string, names: readonly string[]): string {
  const named = new Set(names);
  return lines
    .split('\r\n')
    .filter((line, i) => i === 0 || line === '' || !named.has(line.slice(0, line.indexOf(':')).toLowerCase()))
    .join('\r\n');
}
