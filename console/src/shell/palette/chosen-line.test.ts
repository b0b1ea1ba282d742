import { describe, expect, it } from 'vitest';
import { chosenLine, lineAfter } from './chosen-line.ts';

const lines = (...keys: readonly string[]) => keys.map((key) => ({ key }));

describe('the chosen line', () => {
  it('is the first until somebody chooses, and none of nothing', () => {
    expect(chosenLine(lines('a', 'b'), undefined)).toBe(0);
    expect(chosenLine([], undefined)).toBe(-1);
  });

  it('stays the same thing when the list comes again with others before it', () => {
    expect(chosenLine(lines('a', 'ada', 'end ada'), 'end ada')).toBe(2);
    expect(chosenLine(lines('new', 'a', 'other', 'ada', 'end ada'), 'end ada')).toBe(4);
  });

  it('is none when what was chosen is gone: the next Enter takes nothing that nobody chose', () => {
    expect(chosenLine(lines('a', 'b'), 'gone')).toBe(-1);
  });
});

describe('the keys', () => {
  const abc = lines('a', 'b', 'c');

  it.each([
    [0, 'ArrowDown', 'b'],
    [2, 'ArrowDown', 'a'],
    [0, 'ArrowUp', 'c'],
    [1, 'Home', 'a'],
    [0, 'End', 'c'],
    [-1, 'ArrowDown', 'a'],
    [-1, 'ArrowUp', 'c'],
  ] as const)('from %i, %s chooses %s', (at, key, chosen) => {
    expect(lineAfter(abc, at, key)?.key).toBe(chosen);
  });

  it('are no others, and choose nothing of nothing', () => {
    expect(lineAfter(abc, 0, 'x')).toBeUndefined();
    expect(lineAfter(abc, 0, 'toString')).toBeUndefined();
    expect(lineAfter([], -1, 'ArrowDown')).toBeUndefined();
  });
});
