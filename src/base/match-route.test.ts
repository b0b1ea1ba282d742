import { describe, expect, it } from 'vitest';
import { canonicalPath, type PathAllowance } from './canonical-path.ts';
import { checkPattern, createPathMatcher, createRouteMatcher } from './match-route.ts';

const path = (text: string, allow: PathAllowance[] = [], ignoreCase = false) => {
  const read = canonicalPath(text, { allow, ignoreCase });
  if (!read.ok) throw new Error(read.error);
  return read.value;
};
const sensitive = { ignoreCase: false };
const routes = [
  { id: 'all', methods: [], patterns: ['/**'] },
  { id: 'admin', methods: [], patterns: ['/admin/**', '/api/admin/**'] },
  { id: 'user', methods: ['GET'], patterns: ['/users/:id'] },
  { id: 'write', methods: ['POST', 'PUT'], patterns: ['/users/:id'] },
];

describe('routes', () => {
  const matcher = createRouteMatcher(routes, sensitive);

  it.each([
    ['GET', '/', ['all']],
    ['GET', '/admin', ['all', 'admin']],
    ['GET', '/admin/', ['all', 'admin']],
    ['GET', '/admin/x/y', ['all', 'admin']],
    ['GET', '/administrator', ['all']],
    ['GET', '/%61dmin', ['all', 'admin']],
    ['GET', '/users/7', ['all', 'user']],
    ['HEAD', '/users/7', ['all', 'user']],
    ['POST', '/users/7', ['all', 'write']],
    ['GET', '/users/7/x', ['all']],
    ['GET', '/users', ['all']],
  ])('%s %s matches %j', (method, text, ids) => {
    expect(matcher.match(method, path(text))).toEqual(ids);
  });

  it('are matched under every reading of an allowed oddity', () => {
    expect(matcher.match('GET', path('/x%2f..x/admin', ['%2f']))).toEqual(['all']);
    expect(matcher.match('GET', path('/admin%2fx', ['%2f']))).toEqual(['all', 'admin']);
    expect(matcher.match('GET', path('/admin;a=b/x', [';']))).toEqual(['all', 'admin']);
    expect(matcher.match('GET', path('//admin', ['//']))).toEqual(['all', 'admin']);
    expect(matcher.match('GET', path('/;x/admin', [';']))).toEqual(['all', 'admin']);
  });

  it('fold case when told so', () => {
    const folding = createRouteMatcher([{ id: 'a', methods: [], patterns: ['/Admin/**'] }], {
      ignoreCase: true,
    });
    expect(folding.match('GET', path('/ADMIN/x', [], true))).toEqual(['a']);
  });
});

it('lets a path be public only if every reading of it is', () => {
  const open = createPathMatcher(['/public/**', '/health'], sensitive);
  expect(open.matches(path('/public/a'))).toBe(true);
  expect(open.matches(path('/health'))).toBe(true);
  expect(open.matches(path('/healthy'))).toBe(false);
  expect(open.matches(path('/public;x/a', [';']))).toBe(false);
  expect(createPathMatcher([], sensitive).matches(path('/'))).toBe(false);
});

it.each([
  ['/a/:b/**', true],
  ['/**', true],
  ['/', true],
  ['/a b', false],
  ['a', false],
  ['/**/a', false],
  ['/a*', false],
  ['/:', false],
  ['/a/../b', false],
  ['/a;b', false],
])('judges the pattern %s', (pattern, good) => {
  expect(checkPattern(pattern).ok).toBe(good);
});
