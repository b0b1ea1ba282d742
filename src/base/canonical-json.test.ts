import { expect, it } from 'vitest';
import { canonicalBytes, canonicalJson } from './canonical-json.ts';

it('writes equal values as equal bytes, whatever the order of their members', () => {
  expect(canonicalJson({ b: 1, a: { d: [true, null], c: 'x' } })).toBe(
    '{"a":{"c":"x","d":[true,null]},"b":1}',
  );
  expect(canonicalBytes({ a: 1, b: 2 })).toEqual(canonicalBytes({ b: 2, a: 1 }));
});

it('sorts members by UTF-16 code units and writes numbers as RFC 8785 does', () => {
  // The example of RFC 8785, 3.2.3, shortened.
  const value = { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, ö: 7 };
  expect(canonicalJson(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  expect(canonicalJson([1e30, 4.5, 2e-3, 1e-27, -0])).toBe('[1e+30,4.5,0.002,1e-27,0]');
});

it('leaves undefined members out', () => {
  expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
});

it('refuses what JSON cannot carry exactly', () => {
  const bad = [Number.NaN, Infinity, 1n, () => 1, new Date(0), new Map(), '\ud800', { '\udc00': 1 }];
  for (const value of bad) expect(() => canonicalJson({ value })).toThrow(TypeError);
  expect(() => canonicalJson([undefined])).toThrow(TypeError);
});

it('does not run out of stack on nested input', () => {
  let nested: unknown = 1;
  for (let i = 0; i < 1000; i += 1) nested = [nested];
  expect(() => canonicalJson(nested)).toThrow(TypeError);
});
