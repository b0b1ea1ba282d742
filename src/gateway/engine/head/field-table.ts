/** A header field's meaning to the engine, as a small integer. `plain` is forwarded and never looked at. */
export type FieldKind = number;

/** The kind of every field that nobody gave a meaning to. */
export const plain: FieldKind = 0;
/** The kind of a field that must not reach the other side, whatever it says. */
export const dropped: FieldKind = 1;

/** What a table is built from; names in lower case with `-` between words. */
export interface FieldTableOptions {
  readonly known: ReadonlyMap<string, FieldKind>;
  /** Every field whose folded name starts so is dropped. */
  readonly droppedPrefixes: readonly string[];
}

/** Maps field names, as they were written, to kinds. */
export interface FieldTable {
  kindOf(name: string): FieldKind;
  /** The kind of the name that stands in `text` from `from` to `to`, a token as RFC 9110, 5.6.2, has it. */
  kindAt(text: string, from: number, to: number): FieldKind;
}

const maxEntries = 1024;
const maxRemembered = 48;

/**
 * Makes a table of field names that remembers spellings it has seen. The memory is bounded in entries and
 * in name length, so that a client who invents names slows only itself.
 */
export function createFieldTable(options: FieldTableOptions): FieldTable {
  let spellings = new Map<string, FieldKind>(options.known);
  const mayMatter = createSieve(options);
  const usual = usualSpellings(options);
  const kindOf = (name: string): FieldKind => {
    const known = spellings.get(name);
    if (known !== undefined) return known;
    const kind = classify(name, options);
    if (name.length <= maxRemembered) {
      if (spellings.size >= maxEntries) spellings = new Map(options.known);
      spellings.set(detached(name), kind);
    }
    return kind;
  };
  return {
    kindOf,
    kindAt(text, from, to) {
      if (!mayMatter(text, from, to)) return plain;
      // Cutting a name out and looking it up costs more than comparing it where it stands.
      for (const one of usual[pairAt(text, from)] ?? none) {
        if (one.name.length === to - from && text.startsWith(one.name, from)) return one.kind;
      }
      return kindOf(text.slice(from, to));
    },
  };
}

interface Spelling {
  readonly name: string;
  readonly kind: FieldKind;
}

const none: readonly Spelling[] = [];

/** The known names as they are mostly written, by their first two characters: in lower case, and `Like-This`. */
function usualSpellings({ known }: FieldTableOptions): readonly (readonly Spelling[] | undefined)[] {
  const usual = Array.from(
    { length: foldedCharacters * foldedCharacters },
    (): Spelling[] | undefined => undefined,
  );
  for (const [lower, kind] of known) {
    const titled = lower.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
    const pair = pairAt(lower, 0);
    usual[pair] = [...(usual[pair] ?? []), { name: titled, kind }, { name: lower, kind }];
  }
  return usual;
}

/** The first two characters of a name as one number, folded. */
function pairAt(text: string, from: number): number {
  return foldedAt(text, from) * foldedCharacters + foldedAt(text, from + 1);
}

const foldedCharacters = 38;
const longest = 31;

/**
 * Tells from a name's length and its first two characters that it means nothing here, without cutting it out:
 * so it is with most. Folding keeps the length, so a name that matters has the length of a known one, or at
 * least that of a prefix, and begins like it.
 */
function createSieve({ known, droppedPrefixes }: FieldTableOptions) {
  // A bit for each length up to 30; the last one stands for all that are longer.
  const lengths = new Uint32Array(foldedCharacters * foldedCharacters);
  const add = (name: string, to: number): void => {
    const at = pairAt(name, 0);
    for (let length = Math.min(name.length, longest); length <= to; length++) {
      lengths[at] = (lengths[at] ?? 0) | (1 << length);
    }
  };
  for (const name of known.keys()) add(name, Math.min(name.length, longest));
  for (const prefix of droppedPrefixes) add(prefix, longest);
  return (text: string, from: number, to: number): boolean => {
    const length = to - from;
    if (length < 2) return false;
    const at = pairAt(text, from);
    return (((lengths[at] ?? 0) >>> Math.min(length, longest)) & 1) === 1;
  };
}

/** A character as `foldFieldName` folds it, as a number below `foldedCharacters`; 0 is the separator. */
function foldedAt(text: string, at: number): number {
  return folds[text.charCodeAt(at) & 127] ?? 0;
}

const folds = Uint8Array.from({ length: 128 }, (_, code) => {
  const folded = foldFieldName(String.fromCharCode(code));
  if (folded >= 'a' && folded <= 'z') return folded.charCodeAt(0) - 96;
  return folded >= '0' && folded <= '9' ? folded.charCodeAt(0) - 48 + 27 : 0;
});

/**
 * Folds a name the way CGI, WSGI and their kin do before an application sees it: case is lost, and `_`, `.`
 * and other marks become one separator. Two names with equal folds can reach an application as one.
 */
export function foldFieldName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '-');
}

function classify(name: string, options: FieldTableOptions): FieldKind {
  const lower = name.toLowerCase();
  const exact = options.known.get(lower);
  if (exact !== undefined) return exact;
  const folded = foldFieldName(name);
  // `X_Forwarded-User`, `Content_Length`: a second spelling of a name that means something here is only
  // ever written to slip past a filter, so it does not travel (the attack of CVE-2025-64484).
  if (options.known.has(folded)) return dropped;
  return options.droppedPrefixes.some((prefix) => folded.startsWith(prefix)) ? dropped : plain;
}

/** A slice keeps the whole head it was cut from alive; what is remembered must be a string of its own. */
export function detached(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
