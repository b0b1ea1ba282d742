import { ok, type Result } from '#base/result.ts';
import { readFieldBlock, type FieldBlock } from './field-block.ts';
import { refuse, type HeadRefusal } from './head-refusal.ts';
import { readUpgrade, type WebSocketOffer } from './read-upgrade.ts';

/** A request head that was accepted. */
export interface RequestHead extends Omit<FieldBlock, 'options' | 'asksForPage' | 'asksForEvents'> {
  /** The field lines by themselves: the same object for the same lines, see `readRequestHead`. */
  readonly block: FieldBlock;
  readonly method: string;
  /** Path and query as written; of an absolute form, without scheme and authority. */
  readonly target: string;
  /** Present when the request asks to become a WebSocket. */
  readonly webSocket: WebSocketOffer | undefined;
}

/** The longest request target that is accepted, in bytes. */
export const maxTargetLength = 8192;

// `#` is refused in a target although llhttp takes it, since servers differ on whether it ends the path.
const grammar = /^[A-Z][A-Z-]* [\x21\x22\x24-\x7e]+ HTTP\/1\.1\r\n$/;

// Every one is known to llhttp. CONNECT and TRACE are not served to web apps.
const methods = new Set(
  (
    'GET HEAD POST PUT DELETE OPTIONS PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH REPORT ' +
    'MKACTIVITY CHECKOUT MERGE ACL BIND REBIND UNBIND MKCALENDAR LINK UNLINK PURGE NOTIFY SUBSCRIBE ' +
    'UNSUBSCRIBE M-SEARCH'
  ).split(' '),
);

/**
 * Reads a request head strictly: what llhttp refuses is refused, and much that it takes (RFC 9112, 3 to 6).
 * `text` is the head as latin1 up to and including its empty line. `before` is what the last head of this
 * connection had for field lines: browsers and programs mostly send the same ones again.
 */
export function readRequestHead(text: string, before?: FieldBlock): Result<RequestHead, HeadRefusal> {
  const lineEnd = text.indexOf('\n') + 1;
  const line = text.slice(0, lineEnd);
  if (!grammar.test(line)) return explainLine(line);
  const methodEnd = line.indexOf(' ');
  const targetEnd = line.length - ' HTTP/1.1\r\n'.length;
  const method = line.slice(0, methodEnd);
  if (!methods.has(method)) return refuse(method === 'TRACE' || method === 'CONNECT' ? 405 : 501, 'method');
  if (targetEnd - methodEnd > maxTargetLength) return refuse(414, 'target-too-long');
  const rest = text.slice(lineEnd);
  let block = before;
  if (block === undefined || block.text !== rest) {
    const read = readFieldBlock(rest);
    if (!read.ok) return read;
    block = read.value;
  }
  const target = originForm(line.slice(methodEnd + 1, targetEnd), block.host);
  if (target === undefined) return refuse(400, 'target');
  return join(method, target, block);
}

function join(method: string, target: string, block: FieldBlock): Result<RequestHead, HeadRefusal> {
  const upgrade = readUpgrade(block, method);
  if (!upgrade.ok) return upgrade;
  const { text, marks, host, framing, close, expectsContinue, perHop } = block;
  const webSocket = upgrade.value;
  return ok({ block, method, target, webSocket, text, marks, host, framing, close, expectsContinue, perHop });
}

function explainLine(line: string) {
  return / HTTP\/(?:0\.9|1\.0|2\.0|3\.0)\r\n$/.test(line) ? refuse(505, 'version') : refuse(400, 'malformed');
}

/** Takes `/path` as it is and `scheme://authority/path` where the authority is the Host; nothing else. */
function originForm(target: string, host: string): string | undefined {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target);
  if (absolute === null || absolute[1]?.toLowerCase() !== host.toLowerCase()) return undefined;
  const rest = absolute[2] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
