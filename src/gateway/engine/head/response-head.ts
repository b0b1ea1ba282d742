import { ok, refused, type Result } from '#base/result.ts';
import { declaredFraming, noBody, untilClose, type Framing } from './body-framing.ts';
import {
  fieldLines,
  firstValue,
  framingValues,
  isRepeated,
  markFields,
  tokensOf,
  type Marks,
} from './marks.ts';
import { responseField, responseFields } from './response-fields.ts';

/** A response head that was accepted. Offsets in `marks` are into `text`. */
export interface ResponseHead {
  /** The head as it came, latin1, with the empty line that ends it. */
  readonly text: string;
  readonly status: number;
  /** True for an answer in HTTP/1.0, whose status line must be written anew. */
  readonly old: boolean;
  readonly marks: Marks;
  readonly framing: Framing;
  /** Whether the upstream will close, or may not be used again for another reason that the head gives. */
  readonly close: boolean;
  /** Fields that `Connection` named, lower case. */
  readonly perHop: readonly string[];
}

/** Why an upstream's answer is not passed on. */
export type ResponseRefusal = 'malformed-response' | 'response-framing' | 'too-many-response-fields';

const grammar = new RegExp(
  String.raw`^HTTP/1\.[01] [1-9][0-9]{2}(?: [\t\x20-\x7e\x80-\xff]*)?\r\n${fieldLines}$`,
);

/**
 * Reads an upstream's response head strictly. Control bytes (a bare CR or LF, NUL) end in a refusal: passed
 * on, they would let an application's input write header lines for the browser.
 */
export function readResponseHead(text: string, method: string): Result<ResponseHead, ResponseRefusal> {
  if (!grammar.test(text)) return refused('malformed-response');
  const marks = markFields(text, responseFields, text.indexOf('\n') + 1);
  if (marks === undefined) return refused('too-many-response-fields');
  const old = text.charCodeAt(7) === 48;
  const status = Number(text.slice(9, 12));
  const codings = framingValues(text, marks, responseField.transferEncoding);
  // A 1.0 server does not know codings: one of the two of us would misread the length (RFC 9112, 6.1).
  if (old && codings.length > 0) return refused('response-framing');
  const declared = declaredFraming(framingValues(text, marks, responseField.contentLength), codings);
  if (!declared.ok) return refused('response-framing');
  const options = connectionOptions(text, marks);
  return ok({
    text,
    status,
    old,
    marks,
    framing: bodiless(status, method) ? noBody : (declared.value ?? untilClose),
    close: old || options.includes('close'),
    perHop:
      options.length === 0
        ? none
        : options.filter((option) => option !== 'close' && option !== 'keep-alive' && option !== 'upgrade'),
  });
}

const none: readonly string[] = [];

/** The members of `Connection`; `keep-alive` alone, as most servers write it, says nothing. */
function connectionOptions(text: string, marks: Marks): readonly string[] {
  const { connection } = responseField;
  const usual = firstValue(text, marks, connection) === 'keep-alive' && !isRepeated(marks, connection);
  return usual ? none : tokensOf(text, marks, connection);
}

/** Tells whether an answer with this status to this method has no body, whatever its head says. */
export function bodiless(status: number, method: string): boolean {
  return method === 'HEAD' || status === 204 || status === 304 || status < 200;
}
