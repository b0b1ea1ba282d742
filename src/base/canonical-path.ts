import { ok, refused, type Result } from './result.ts';

/** What an app's server may be given in paths although servers read it differently. */
export type PathAllowance = '%2f' | ';' | '//';

/** How the paths of one app are read. */
export interface PathRules {
  readonly allow: readonly PathAllowance[];
  /** For servers that do not tell upper from lower case. */
  readonly ignoreCase: boolean;
}

/** A path on which one can decide. */
export interface CanonicalPath {
  /** What is decided on is exactly what is forwarded. */
  readonly path: string;
  /**
   * The path's segments under every reading that the app's allowances leave open: as written, with encoded
   * slashes decoded, parameters stripped, slashes merged, and all of these together. At least one.
   */
  readonly readings: readonly (readonly string[])[];
}

/** Why a path is not one on which access can be decided. */
export type PathRefusal =
  | 'path-not-rooted'
  | 'path-bad-escape'
  | 'path-encoded-separator'
  | 'path-encoded-control'
  | 'path-encoded-twice'
  | 'path-not-utf8'
  | 'path-raw-byte'
  | 'path-backslash'
  | 'path-dot-segment'
  | 'path-parameter'
  | 'path-empty-segment'
  | 'path-too-deep';

const maxSegments = 256;

/**
 * Brings a path (without the query) into the one form on which access is decided and which is forwarded.
 * Escapes of unreserved characters are decoded (RFC 3986, 6.2.2.2), others written in upper case. Whatever
 * two servers could read as two different paths is refused unless the app allows it by name: deciding on one
 * reading while the application serves another is how path rules are walked around.
 */
export function canonicalPath(path: string, rules: PathRules): Result<CanonicalPath, PathRefusal> {
  if (!path.startsWith('/')) return refused('path-not-rooted');
  const decoded = decodeUnreserved(path, rules);
  if (!decoded.ok) return decoded;
  const canonical = decoded.value;
  if (canonical.includes(';') && !rules.allow.includes(';')) return refused('path-parameter');
  if (canonical.includes('//') && !rules.allow.includes('//')) return refused('path-empty-segment');
  const readings = readingsOf(canonical, rules).map(segmentsOf);
  if (readings.some((segments) => segments.includes('.') || segments.includes('..'))) {
    return refused('path-dot-segment');
  }
  if (readings.some((segments) => segments.length > maxSegments)) return refused('path-too-deep');
  return ok({ path: canonical, readings: folded(readings, rules) });
}

/** Splits a path at its slashes; a slash at the end makes no segment of its own. */
export function segmentsOf(path: string): string[] {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

function folded(readings: readonly string[][], rules: PathRules): readonly (readonly string[])[] {
  if (!rules.ignoreCase) return readings;
  return readings.map((segments) => segments.map((segment) => segment.toLowerCase()));
}

function decodeUnreserved(path: string, rules: PathRules): Result<string, PathRefusal> {
  if (/[^\x21-\x7e]/.test(path)) return refused('path-raw-byte');
  if (path.includes('\\')) return refused('path-backslash');
  if (!path.includes('%')) return ok(path);
  if (/%(?![0-9A-Fa-f]{2})/.test(path)) return refused('path-bad-escape');
  // `%252e`: a server that decodes twice sees what one that decodes once does not.
  if (/%25[0-9A-Fa-f]{2}/.test(path)) return refused('path-encoded-twice');
  // NUL and other controls end or alter the path in servers written in C.
  if (/%(?:[01][0-9A-Fa-f]|7[fF])/.test(path)) return refused('path-encoded-control');
  // `\`, `#`, `?`, and `;` where the app does not take parameters.
  if (/%(?:5[cC]|23|3[fF])/.test(path)) return refused('path-encoded-separator');
  if (/%3[bB]/.test(path) && !rules.allow.includes(';')) return refused('path-encoded-separator');
  if (/%2[fF]/.test(path) && !rules.allow.includes('%2f')) return refused('path-encoded-separator');
  if (!isUtf8(path)) return refused('path-not-utf8');
  return ok(path.replace(/%[0-9A-Fa-f]{2}/g, decodeOne));
}

function decodeOne(escape: string): string {
  const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
}

/** Overlong forms such as `%c0%af` are a slash to careless decoders and nothing to strict ones. */
function isUtf8(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function readingsOf(path: string, rules: PathRules): string[] {
  let readings = [path];
  const also = (read: (text: string) => string): void => {
    readings = [...new Set([...readings, ...readings.map(read)])];
  };
  if (rules.allow.includes('%2f')) also((text) => text.replace(/%2F/g, '/'));
  if (rules.allow.includes(';')) {
    also((text) => text.replace(/%3B/g, ';'));
    also((text) => text.replace(/;[^/]*/g, ''));
  }
  // Decoding and stripping can both leave empty segments behind, which some servers then merge.
  also((text) => text.replace(/\/{2,}/g, '/'));
  return readings;
}
