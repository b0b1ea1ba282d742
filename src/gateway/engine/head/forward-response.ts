import { reservedCookiePrefix } from '#contracts/cookies.ts';
import { dropped } from './field-table.ts';
import { withoutNamed } from './forward-request.ts';
import { markSize, valueAt, type Marks } from './marks.ts';
import type { ResponseHead } from './response-head.ts';
import { responseField } from './response-fields.ts';

/** How a response head is changed on its way to the client. */
export interface ForwardResponse {
  readonly head: ResponseHead;
  /** Prefix, lower case, of the reserved cookies that this app may set after all; undefined for none. */
  readonly ownCookies?: string | undefined;
  /** Our own lines, each with its CRLF. */
  readonly lines: string;
}

/** Writes the head for the client; runs of lines that stay are taken as one piece. */
export function forwardResponseHead(forward: ForwardResponse): string {
  const { head } = forward;
  const { text } = head;
  const { lines } = head.marks;
  let out = '';
  let from = 0;
  if (head.old) {
    out = 'HTTP/1.1';
    from = 8;
  }
  for (let i = 0; i < lines.length; i += markSize) {
    if (stays(forward, lines, i)) continue;
    out += text.slice(from, lines[i + 1]);
    from = (lines[i + 3] ?? 0) + 2;
  }
  out += text.slice(from, text.length - 2);
  const whole = head.perHop.length > 0 ? withoutNamed(out, head.perHop) : out;
  return `${whole}${forward.lines}\r\n`;
}

function stays(forward: ForwardResponse, lines: Marks['lines'], i: number): boolean {
  const { head } = forward;
  switch (lines[i] ?? 0) {
    case dropped:
    case responseField.connection:
    case responseField.upgrade:
      return false;
    case responseField.contentLength:
    case responseField.transferEncoding:
      // Neither belongs into 204 and 1xx (RFC 9112, 6.2); a client that believed it would wait for a body.
      return head.status >= 200 && head.status !== 204;
    case responseField.setCookie:
      return !setsReserved(valueAt(head.text, lines[i + 2] ?? 0, lines[i + 3] ?? 0), forward.ownCookies);
    default:
      return true;
  }
}

const reserved = reservedCookiePrefix.toLowerCase();

/**
 * Tells whether a Set-Cookie writes one of our names. A cookie without a name whose value reads like ours
 * (`=__Host-sallyport=x`) is sent back by some browsers as if it were ours, so leading `=` and blanks count
 * for nothing; browsers match the prefix without regard to case.
 */
export function setsReserved(value: string, ownCookies: string | undefined): boolean {
  const name = value.replace(/^[\s=]+/, '').toLowerCase();
  if (!name.startsWith(reserved)) return false;
  return ownCookies === undefined || !name.startsWith(ownCookies) || /^[\s=]/.test(value);
}
