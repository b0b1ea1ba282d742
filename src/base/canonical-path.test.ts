import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalPath, type PathAllowance } from './canonical-path.ts';

const strict = { allow: [], ignoreCase: false };
const read = (path: string, ...allow: PathAllowance[]) => {
  const result = canonicalPath(path, { allow, ignoreCase: false });
  return result.ok ? result.value : result.error;
};

describe('a canonical path', () => {
  it('decodes what is unreserved and writes other escapes in upper case', () => {
    expect(read('/%61dmin/%7euser/a%20b/%e2%82%ac')).toEqual({
      path: '/admin/~user/a%20b/%E2%82%AC',
      readings: [['admin', '~user', 'a%20b', '%E2%82%AC']],
    });
  });

  it('makes no difference of a slash at the end', () => {
    expect(read('/a/')).toEqual({ path: '/a/', readings: [['a']] });
    expect(read('/')).toEqual({ path: '/', readings: [[]] });
  });

  it.each([
    ['/a%2fb', 'path-encoded-separator'],
    ['/a%5Cb', 'path-encoded-separator'],
    ['/a%23b', 'path-encoded-separator'],
    ['/a%3fb', 'path-encoded-separator'],
    ['/a%3bb', 'path-encoded-separator'],
    ['/a%00', 'path-encoded-control'],
    ['/a%0d%0a', 'path-encoded-control'],
    ['/a%7F', 'path-encoded-control'],
    ['/a%252fb', 'path-encoded-twice'],
    ['/a%252e%252e', 'path-encoded-twice'],
    ['/a%c0%af', 'path-not-utf8'],
    ['/a%e2%82', 'path-not-utf8'],
    ['/a%', 'path-bad-escape'],
    ['/a%g0', 'path-bad-escape'],
    ['/a/../b', 'path-dot-segment'],
    ['/a/./b', 'path-dot-segment'],
    ['/a/%2e%2E/b', 'path-dot-segment'],
    ['/..', 'path-dot-segment'],
    ['/a;x=1/b', 'path-parameter'],
    ['/a//b', 'path-empty-segment'],
    ['//a', 'path-empty-segment'],
    ['/a\\b', 'path-backslash'],
    ['/\u00e4', 'path-raw-byte'],
    ['a', 'path-not-rooted'],
  ])('refuses %s', (path, reason) => {
    expect(read(path)).toBe(reason);
  });

  it('reads an allowed oddity in every way that a server may', () => {
    expect(read('/a%2fb', '%2f')).toEqual({ path: '/a%2Fb', readings: [['a%2Fb'], ['a', 'b']] });
    expect(read('/a;x/b', ';')).toEqual({
      path: '/a;x/b',
      readings: [
        ['a;x', 'b'],
        ['a', 'b'],
      ],
    });
    expect(read('//a', '//')).toEqual({ path: '//a', readings: [['', 'a'], ['a']] });
  });

  it('finds dot segments that appear only under one reading', () => {
    expect(read('/a/..;/b', ';')).toBe('path-dot-segment');
    expect(read('/a/..%2fb', '%2f')).toBe('path-dot-segment');
    expect(read('/a%2f..', '%2f')).toBe('path-dot-segment');
    expect(read('/a/..%3b/b', ';')).toBe('path-dot-segment');
  });

  it('folds case where the server does', () => {
    const result = canonicalPath('/Admin', { allow: [], ignoreCase: true });
    expect(result).toMatchObject({ ok: true, value: { path: '/Admin', readings: [['admin']] } });
  });

  it('is the same when made twice, and the same as the URL standard where both speak', () => {
    const piece = fc.constantFrom(
      '/',
      'a',
      'B',
      '.',
      '..',
      '%61',
      '%2e',
      '%2f',
      '%7E',
      '%20',
      ';',
      '~',
      '%C3%A4',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const result = canonicalPath(`/${pieces.join('')}`, strict);
        if (!result.ok) return;
        const again = canonicalPath(result.value.path, strict);
        expect(again).toEqual(result);
        // The URL standard removes dot segments; nothing that it would remove may be left.
        expect(new URL(result.value.path, 'http://h').pathname).toBe(result.value.path);
      }),
      { numRuns: 2000 },
    );
  });
});
