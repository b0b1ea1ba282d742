import fc from 'fast-check';
import { expect, it } from 'vitest';
import { LinkedList, type Place } from './linked-list.ts';

it('holds what entered and has not left, in the order of entering', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -8, max: 20 })), (steps) => {
      const list = new LinkedList<number>();
      const places: Place<number>[] = [];
      const model = new Set<number>();
      for (const step of steps) {
        if (step >= 0) {
          const value = places.length;
          places.push(list.add(value));
          model.add(value);
        } else {
          const at = places.length + step;
          const place = places[at];
          if (place === undefined) continue;
          list.leave(place);
          model.delete(at);
        }
      }
      expect([...list]).toEqual([...model]);
      expect(list.size).toBe(model.size);
    }),
  );
});

it('lets members come and go while it is gone through', () => {
  const list = new LinkedList<number>();
  const places = [1, 2, 3].map((value) => list.add(value));
  const seen: number[] = [];
  for (const value of list) {
    seen.push(value);
    for (const place of places) list.leave(place);
    list.add(value + 10);
  }
  expect(seen).toEqual([1, 2, 3]);
  expect([...list]).toEqual([11, 12, 13]);
});

it('keeps no neighbour alive through a place that was left', () => {
  const list = new LinkedList<string>();
  const [, b] = [list.add('a'), list.add('b'), list.add('c')];
  if (b !== undefined) list.leave(b);
  expect(b).toEqual({ value: 'b', before: undefined, after: undefined, taken: false });
});
