import { ok, refused, type Result } from '#base/result.ts';
import { declaredFraming, noBody, type Framing } from './body-framing.ts';
import {
  allValues,
  fieldLines,
  framingValues,
  firstValue,
  markFields,
  isRepeated,
  tokensOf,
  type Marks,
} from './marks.ts';
import { foldFieldName } from './field-table.ts';
import { requestField, requestFields } from './request-fields.ts';
import { readUpgrade, type WebSocketOffer } from './read-upgrade.ts';

/** A request head that was accepted. Offsets in `marks` are into `text`. */
export interface RequestHead {
  /** The head as it came, latin1, with the empty line that ends it. */
  readonly text: string;
  readonly method: string;
  /** Path and query as written; of an absolute form, without scheme and authority. */
  readonly target: string;
  /** True where the request line must be written anew, since the target came in absolute form. */
  readonly absolute: boolean;
  /** The Host field as written. */
  readonly host: string;
  readonly marks: Marks;
  readonly framing: Framing;
  /** Whether the client wants the connection closed after this exchange. */
  readonly close: boolean;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  /** Present when the request asks to become a WebSocket. */
  readonly webSocket: WebSocketOffer | undefined;
  /** Fields that `Connection` named, lower case; they do not travel further (RFC 9110, 7.6.1). */
  readonly perHop: readonly string[];
}

/** Why a head is not accepted: the status to answer with and a stable word for the record. */
export interface HeadRefusal {
  readonly status: 400 | 405 | 414 | 417 | 426 | 431 | 501 | 505;
  readonly reason: string;
}

/** The longest request target that is accepted, in bytes. */
export const maxTargetLength = 8192;

// One pass, no two alternatives can match the same byte: linear in the length of the head. `#` is refused in
// a target although llhttp takes it, since servers differ on whether it ends the path.
const grammar = new RegExp(String.raw`^[A-Z][A-Z-]* [\x21\x22\x24-\x7e]+ HTTP/1\.1\r\n${fieldLines}$`);

// Every one is known to llhttp. CONNECT and TRACE are not served to web apps.
const methods = new Set(
  (
    'GET HEAD POST PUT DELETE OPTIONS PATCH PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK SEARCH REPORT ' +
    'MKACTIVITY CHECKOUT MERGE ACL BIND REBIND UNBIND MKCALENDAR LINK UNLINK PURGE NOTIFY SUBSCRIBE ' +
    'UNSUBSCRIBE M-SEARCH'
  ).split(' '),
);

// What decides framing, routing or who is asking cannot be declared a matter of this hop: otherwise a client
// takes it away behind our back (`Connection: cookie, content-length`).
const neverPerHop = new Set(
  'host content-length transfer-encoding cookie authorization expect origin trailer content-type'.split(' '),
);

/**
 * Reads a request head strictly: what llhttp refuses is refused, and much that it takes (RFC 9112, 3 to 6).
 * `text` is the head as latin1 up to and including its empty line.
 */
export function readRequestHead(text: string): Result<RequestHead, HeadRefusal> {
  if (!grammar.test(text)) return refused(explainGrammar(text));
  const methodEnd = text.indexOf(' ');
  const targetEnd = text.indexOf(' ', methodEnd + 1);
  const method = text.slice(0, methodEnd);
  if (!methods.has(method)) return refuse(method === 'TRACE' || method === 'CONNECT' ? 405 : 501, 'method');
  if (targetEnd - methodEnd > maxTargetLength) return refuse(414, 'target-too-long');
  const marks = markFields(text, requestFields);
  if (marks === undefined) return refuse(431, 'too-many-fields');
  const host = soleHost(text, marks);
  if (host === undefined) return refuse(400, 'host');
  const written = text.slice(methodEnd + 1, targetEnd);
  const target = originForm(written, host);
  if (target === undefined) return refuse(400, 'target');
  return readFields({ text, method, target, absolute: target !== written, host, marks });
}

type Started = Pick<RequestHead, 'text' | 'method' | 'target' | 'absolute' | 'host' | 'marks'>;

function readFields(start: Started): Result<RequestHead, HeadRefusal> {
  const { text, marks } = start;
  const framing = declaredFraming(
    framingValues(text, marks, requestField.contentLength),
    framingValues(text, marks, requestField.transferEncoding),
  );
  if (!framing.ok) return refuse(framing.error === 'unknown-coding' ? 501 : 400, framing.error);
  const connection = readConnection(text, marks);
  if (connection === undefined) return refuse(400, 'connection');
  const expects = allValues(text, marks, requestField.expect);
  if (expects.length > 1 || (expects[0] ?? '100-continue').toLowerCase() !== '100-continue') {
    return refuse(417, 'expect');
  }
  const upgrade = readUpgrade({
    text,
    marks,
    method: start.method,
    framing: framing.value,
    options: connection.options,
  });
  if (!upgrade.ok) return upgrade;
  return ok({
    text,
    method: start.method,
    target: start.target,
    absolute: start.absolute,
    host: start.host,
    marks,
    framing: framing.value ?? noBody,
    close: connection.options.includes('close'),
    expectsContinue: expects.length > 0,
    webSocket: upgrade.value,
    perHop: connection.perHop,
  });
}

function refuse(status: HeadRefusal['status'], reason: string) {
  return refused({ status, reason });
}

function explainGrammar(text: string): HeadRefusal {
  const line = text.slice(0, Math.max(0, text.indexOf('\r\n')));
  if (/ HTTP\/(?:0\.9|1\.0|2\.0|3\.0)$/.test(line)) return { status: 505, reason: 'version' };
  return { status: 400, reason: 'malformed' };
}

function soleHost(text: string, marks: Marks): string | undefined {
  const host = firstValue(text, marks, requestField.host);
  if (host === undefined || isRepeated(marks, requestField.host)) return undefined;
  return /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/.test(host) ? host : undefined;
}

/** Takes `/path` as it is and `scheme://authority/path` where the authority is the Host; nothing else. */
function originForm(target: string, host: string): string | undefined {
  if (target.startsWith('/')) return target;
  const absolute = /^https?:\/\/([^/?#]+)(.*)$/i.exec(target);
  if (absolute === null || absolute[1]?.toLowerCase() !== host.toLowerCase()) return undefined;
  const rest = absolute[2] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}

interface ConnectionOptions {
  readonly options: readonly string[];
  readonly perHop: readonly string[];
}

const keepAlive: ConnectionOptions = { options: [], perHop: [] };

function readConnection(text: string, marks: Marks): ConnectionOptions | undefined {
  const first = firstValue(text, marks, requestField.connection);
  const usual = first === undefined || first === 'keep-alive';
  if (usual && !isRepeated(marks, requestField.connection)) return keepAlive;
  const options = tokensOf(text, marks, requestField.connection);
  if (options.length > 20) return undefined;
  const perHop = options.filter((option) => !['close', 'keep-alive', 'upgrade'].includes(option));
  const forbidden = perHop.some((name) => neverPerHop.has(name) || neverPerHop.has(foldFieldName(name)));
  return forbidden ? undefined : { options, perHop };
}
