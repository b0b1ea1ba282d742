import { canonicalPath, type CanonicalPath } from './canonical-path.ts';
import { ok, refused, type Result } from './result.ts';

/** A route as it is written: methods and patterns over path segments. */
export interface RoutePatterns {
  readonly id: string;
  /** Upper-case methods; empty means any. */
  readonly methods: readonly string[];
  /** Literals, `:name` for exactly one segment, a last `**` for the rest, none included. */
  readonly patterns: readonly string[];
}

/** Patterns made ready; null stands for any one segment. */
interface Pattern {
  readonly segments: readonly (string | null)[];
  readonly open: boolean;
}

/** Routes made ready for matching. */
export interface RouteMatcher {
  /** Ids of every route that some reading of the path matches under this method, in the order given. */
  match(method: string, path: CanonicalPath): string[];
}

/** A set of path patterns made ready. */
export interface PathMatcher {
  /** True only if every reading of the path matches one of the patterns: a doubtful path does not. */
  matches(path: CanonicalPath): boolean;
}

export interface MatchOptions {
  /** Compare literals without regard to case; the path's readings must be folded likewise. */
  readonly ignoreCase: boolean;
}

/**
 * Prepares routes. A request needs the allowance of all routes that it matches under any reading, so that
 * neither an ambiguous path nor a broad route gets around a narrow one. Patterns are not regular expressions:
 * they see path segments only, never the query, and cannot run long.
 */
export function createRouteMatcher(routes: readonly RoutePatterns[], options: MatchOptions): RouteMatcher {
  const ready = routes.map((route) => ({
    id: route.id,
    methods: new Set(route.methods),
    patterns: route.patterns.map((pattern) => preparePattern(pattern, options)),
  }));
  return {
    match: (method, path) =>
      ready
        .filter(({ methods }) => methods.size === 0 || methods.has(asServed(method)) || methods.has(method))
        .filter(({ patterns }) => path.readings.some((reading) => patterns.some((p) => fits(p, reading))))
        .map(({ id }) => id),
  };
}

/** Prepares a list of path patterns for paths that nobody signs in for. */
export function createPathMatcher(patterns: readonly string[], options: MatchOptions): PathMatcher {
  const ready = patterns.map((pattern) => preparePattern(pattern, options));
  return {
    matches: (path) =>
      ready.length > 0 && path.readings.every((reading) => ready.some((p) => fits(p, reading))),
  };
}

/** Tells whether a text is a pattern, or why not. */
export function checkPattern(text: string): Result<undefined, 'pattern-malformed'> {
  if (!text.startsWith('/')) return refused('pattern-malformed');
  const segments = split(text);
  const literals = segments.filter((segment) => segment !== '**' && !segment.startsWith(':'));
  const canonical = canonicalPath(`/${literals.join('/')}`, { allow: [], ignoreCase: false });
  if (!canonical.ok || literals.some((literal) => literal.includes('*'))) return refused('pattern-malformed');
  const rest = segments.indexOf('**');
  if (rest >= 0 && rest !== segments.length - 1) return refused('pattern-malformed');
  return segments.some((segment) => segment === ':') ? refused('pattern-malformed') : ok(undefined);
}

/** Servers answer HEAD as GET without the body. */
function asServed(method: string): string {
  return method === 'HEAD' ? 'GET' : method;
}

function split(text: string): string[] {
  const segments = text.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

function preparePattern(text: string, options: MatchOptions): Pattern {
  const segments = split(text);
  const open = segments.at(-1) === '**';
  if (open) segments.pop();
  return {
    open,
    segments: segments.map((segment) => {
      if (segment.startsWith(':')) return null;
      const canonical = canonicalPath(`/${segment}`, { allow: [], ignoreCase: options.ignoreCase });
      return canonical.ok ? (canonical.value.readings[0]?.[0] ?? segment) : segment;
    }),
  };
}

function fits(pattern: Pattern, reading: readonly string[]): boolean {
  const { segments, open } = pattern;
  if (open ? reading.length < segments.length : reading.length !== segments.length) return false;
  return segments.every((segment, i) => segment === null || segment === reading[i]);
}
