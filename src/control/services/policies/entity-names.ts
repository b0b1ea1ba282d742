/** An entity as it stands in a policy's text: `App::"wiki"`. */
export interface NamedEntity {
  readonly type: string;
  /** What stands between the quotes, escapes resolved. */
  readonly name: string;
  /** Where the quoted text begins and ends, quotes included, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the entities that a Cedar text names. Comments and other strings are stepped over: an entity written
 * inside one of them is only text, and replacing it there would change what somebody wrote.
 */
export function entitiesIn(text: string): readonly NamedEntity[] {
  const found: NamedEntity[] = [];
  // A string that is not closed reaches to the end: so the search stays linear, whatever is typed.
  const token = /\/\/[^\n]*|"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|\b([A-Za-z_]\w*)(?:\s*::\s*)(?=")/g;
  let type: string | undefined;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, named] = match;
    if (named !== undefined) {
      type = named;
      continue;
    }
    if (whole.startsWith('"')) {
      const name = unquoted(whole);
      const { index: start } = match;
      if (type !== undefined && name !== undefined)
        found.push({ type, name, start, end: start + whole.length });
    }
    type = undefined;
  }
  return found;
}

function unquoted(literal: string): string | undefined {
  // Names that people give need none of Cedar's longer escapes; what uses them is left as it is.
  if (!/^"(?:[^"\\]|\\["\\])*"$/.test(literal)) return undefined;
  const inner = literal.slice(1, -1);
  return inner.replaceAll(/\\(["\\])/g, '$1');
}

/** A text in which entities were replaced, with the way back for places in it. */
export interface ReplacedText {
  readonly text: string;
  /** Where a place of the new text was in the old one. */
  placeBefore(place: number): number;
}

/** Writes other names for entities; where `nameOf` gives nothing, what stands there stays. */
export function replaceEntities(
  text: string,
  nameOf: (entity: NamedEntity) => string | undefined,
): ReplacedText {
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let written = '';
  let done = 0;
  for (const entity of entitiesIn(text)) {
    const name = nameOf(entity);
    if (name === undefined) continue;
    written += text.slice(done, entity.start) + quoted(name);
    done = entity.end;
    shifts.push({ from: written.length, by: entity.end - written.length });
  }
  return {
    text: written + text.slice(done),
    placeBefore(place) {
      const shift = shifts.findLast(({ from }) => from <= place);
      return Math.min(text.length, Math.max(0, place + (shift?.by ?? 0)));
    },
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll(/["\\]/g, '\\$&')}"`;
}
