/**
 * Writes a value as canonical JSON (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript writes them. Equal values give equal bytes, so that a digest of them means something. Members
 * that are undefined are left out. Throws a TypeError for whatever JSON cannot carry exactly: NaN, infinities,
 * big integers, lone surrogates, functions, and objects that are not plain.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** The same as UTF-8 bytes, which is what digests and signatures are made over. */
export function canonicalBytes(value: unknown): Buffer {
  return Buffer.from(canonicalJson(value), 'utf8');
}

const deepest = 64;

function write(value: unknown, depth: number): string {
  if (depth > deepest) throw new TypeError('nested too deeply for canonical JSON');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (isPlainObject(value)) return writeObject(value, depth);
  throw new TypeError(`canonical JSON cannot carry a ${typeof value}`);
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('canonical JSON cannot carry a number that is not finite');
  return JSON.stringify(value);
}

// Nothing to escape and no surrogate: most texts by far, and all keys of ours.
const plain = /^[ !#-[\]-~]*$/;

function writeString(value: string): string {
  if (plain.test(value)) return `"${value}"`;
  // A lone surrogate has no UTF-8 form: two different texts would become the same bytes.
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('canonical JSON cannot carry a lone surrogate');
  return JSON.stringify(value);
}

function writeObject(value: Readonly<Record<string, unknown>>, depth: number): string {
  let text = '';
  // Without a comparison of its own, `sort` orders by UTF-16 code units.
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${writeString(key)}:${write(member, depth + 1)}`;
  }
  return `{${text}}`;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
