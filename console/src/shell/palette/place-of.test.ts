import { expect, it } from 'vitest';
import { placeOf } from './place-of.ts';

const known =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);

it('leads to the page of one thing, else to its list, else nowhere', () => {
  const found = { kind: 'tag', id: 'a/b' } as const;
  expect(placeOf(found, known('/tags', '/tags/$id'))).toBe('/tags/a%2Fb');
  expect(placeOf(found, known('/tags'))).toBe('/tags');
  expect(placeOf(found, known())).toBeUndefined();
});
