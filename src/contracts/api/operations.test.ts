import { expect, it } from 'vitest';
import { lineOf } from './fields.ts';
import { operations } from './operations.ts';

it('has every operation once, by id and by method and path', () => {
  expect(operations.length).toBeGreaterThan(40);
  const ids = operations.map((operation) => operation.id);
  const places = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(places).size).toBe(places.length);
});

it('names in the path what it takes as parameters', () => {
  for (const { id, path, params } of operations) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    expect([id, new Set(named)]).toEqual([id, new Set(Object.keys(params.shape))]);
  }
});

it('asks for the version of what a write replaces', () => {
  const replacing = operations.filter(
    ({ method, path }) => method === 'patch' || /^\/(apps|people|groups|policies)\/\{\w+\}$/.test(path),
  );
  const unguarded = replacing.filter(({ method, versioned }) => method !== 'get' && !versioned);
  expect(unguarded.map(({ id }) => id)).toEqual([]);
});

it('refuses what is not among the fields, so that a slip is not silently ignored', () => {
  const bodies = operations.filter(({ body }) => body.safeParse(undefined).success === false);
  expect(bodies.length).toBeGreaterThan(10);
  for (const { id, body } of bodies) {
    const issues = body.safeParse({ surely: 'unknown' }).error?.issues ?? [];
    expect([id, issues.some((issue) => issue.code === 'unrecognized_keys')]).toEqual([id, true]);
  }
});

it.each(['a\u202eb', 'a\u0000b', 'a\nb', 'a\u200bb', '   ', 'x'.repeat(121)])(
  'refuses the name %j, which would hide or turn what people read',
  (name) => {
    expect(lineOf(120).safeParse(name).success).toBe(false);
  },
);

it('takes names as people write them', () => {
  for (const name of ['Zoë Müller', 'محمد', '李小龍', "O'Neil-Smith Jr."]) {
    expect(lineOf(120).parse(` ${name} `)).toBe(name);
  }
});
