import { refused, ok, type Result } from '#base/result.ts';

/** How the end of a message's body is known (RFC 9112, 6.3). */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

/** Why a message's framing is not accepted. */
export type FramingRefusal = 'length-and-coding' | 'two-lengths' | 'bad-length' | 'unknown-coding';

export const noBody: Framing = { kind: 'none' };
export const chunkedBody: Framing = { kind: 'chunked' };
export const untilClose: Framing = { kind: 'close' };

/**
 * Decides from a head's own fields how its body is framed; undefined when they say nothing. Everything that
 * two parsers could read in two ways is refused, not repaired: that is what request smuggling lives on.
 */
export function declaredFraming(
  lengths: readonly string[],
  codings: readonly string[],
): Result<Framing | undefined, FramingRefusal> {
  if (codings.length > 0) {
    if (lengths.length > 0) return refused('length-and-coding');
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') return refused('unknown-coding');
    return ok(chunkedBody);
  }
  const text = lengths[0];
  if (text === undefined) return ok(undefined);
  if (lengths.length > 1) return refused('two-lengths');
  // 15 digits stay exact in a double; signs, blanks, commas and hexadecimal are not digits.
  if (!/^[0-9]{1,15}$/.test(text)) return refused('bad-length');
  const length = Number(text);
  return ok(length === 0 ? noBody : { kind: 'length', length });
}
