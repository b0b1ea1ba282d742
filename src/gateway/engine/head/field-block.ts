import { ok, type Result } from '#base/result.ts';
import { declaredFraming, noBody, type Framing } from './body-framing.ts';
import { foldFieldName } from './field-table.ts';
import { refuse, type HeadRefusal } from './head-refusal.ts';
import {
  allValues,
  fieldLines,
  firstValue,
  framingValues,
  isRepeated,
  markFields,
  tokensOf,
  type Marks,
  has,
} from './marks.ts';
import { requestField, requestFields } from './request-fields.ts';

/**
 * The field lines of a request, and all that they say by themselves. What is read here depends on nothing but
 * the text, so a connection that sends the same lines again need not have them read again.
 */
export interface FieldBlock {
  /** The lines as they came, latin1, with the empty line that ends them. Offsets in `marks` are into it. */
  readonly text: string;
  readonly marks: Marks;
  /** The Host field as written. */
  readonly host: string;
  readonly framing: Framing;
  /** Whether the client wants the connection closed after this exchange. */
  readonly close: boolean;
  /** Whether the client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
  /** The members of `Connection`, lower case. */
  readonly options: readonly string[];
  /** Whether they ask for something to be shown as a page, and for an event stream. */
  readonly asksForPage: boolean;
  readonly asksForEvents: boolean;
  /** Fields that `Connection` named, lower case; they do not travel further (RFC 9110, 7.6.1). */
  readonly perHop: readonly string[];
}

// One pass, no two alternatives can match the same byte: linear in the length of the block.
const grammar = new RegExp(`^${fieldLines}$`);

// What decides framing, routing or who is asking cannot be declared a matter of this hop: otherwise a client
// takes it away behind our back (`Connection: cookie, content-length`).
const neverPerHop = new Set(
  'host content-length transfer-encoding cookie authorization expect origin trailer content-type'.split(' '),
);

/** Reads field lines strictly, up to and including the empty line (RFC 9112, 5 and 6). */
export function readFieldBlock(text: string): Result<FieldBlock, HeadRefusal> {
  if (!grammar.test(text)) return refuse(400, 'malformed');
  const marks = markFields(text, requestFields);
  if (marks === undefined) return refuse(431, 'too-many-fields');
  const host = soleHost(text, marks);
  if (host === undefined) return refuse(400, 'host');
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
  const { options, perHop } = connection;
  const accept = firstValue(text, marks, requestField.accept);
  const mode = firstValue(text, marks, requestField.fetchMode);
  return ok({
    text,
    marks,
    host,
    framing: framing.value ?? noBody,
    close: options.includes('close'),
    expectsContinue: expects.length > 0,
    // Whoever brings a key of a service account is a program, whatever it says that it accepts.
    asksForPage:
      !has(marks, requestField.serviceKey) &&
      (mode === undefined ? accept?.includes('text/html') === true : mode === 'navigate'),
    asksForEvents: accept === 'text/event-stream',
    options,
    perHop,
  });
}

function soleHost(text: string, marks: Marks): string | undefined {
  const host = firstValue(text, marks, requestField.host);
  if (host === undefined || isRepeated(marks, requestField.host)) return undefined;
  return /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/.test(host) ? host : undefined;
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
