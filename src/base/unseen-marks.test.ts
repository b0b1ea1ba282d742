import { describe, expect, it } from 'vitest';
import { asOneLine, hasUnseenMarks, hasUnseenMarksInLines, showUnseenMarks } from './unseen-marks.ts';

const unseen = [
  '\u0000',
  '\u001b[31m',
  '\u009b31m',
  '\r',
  '\u2028',
  '\u00ad',
  '\u061c',
  '\u200b',
  '\u202e',
  '\u2066',
  '\u3164',
  '\ufeff',
  '\u{e0041}',
  '\ud800',
];

describe('what nobody sees', () => {
  it.each(unseen)('is found and shown: %j', (mark) => {
    expect(hasUnseenMarks(`a${mark}b`)).toBe(true);
    expect(hasUnseenMarksInLines(`a${mark}b`)).toBe(mark !== '\r');
    expect(showUnseenMarks(`a${mark}b`)).toMatch(/^a(?:\\u[0-9a-f]{4})+[ -~]*b$/);
    expect(asOneLine(`a${mark}b`)).not.toMatch(/[^ -~]/);
  });

  it.each(['שלום', 'مرحبا', 'می‌خواهم', '👨‍👩‍👧', 'Ünïcödé', '日本語', "O'Neil <x> =1+1"])(
    'is not in %s, which stays as it is',
    (text) => {
      expect([hasUnseenMarks(text), asOneLine(text), showUnseenMarks(text)]).toEqual([false, text, text]);
    },
  );
});

it('keeps lines where there are lines', () => {
  expect([hasUnseenMarks('a\nb'), hasUnseenMarksInLines('a\n\tb')]).toEqual([true, false]);
  expect(showUnseenMarks('a\n\tb\u0007', 'lines')).toBe('a\n\tb\\u0007');
  expect(showUnseenMarks('a\nb')).toBe('a\\u000ab');
  expect(asOneLine('  a \n b ')).toBe('a b');
});

it('reads a long text in one pass', () => {
  const long = `${' '.repeat(200_000)}x`;
  expect(asOneLine(long)).toBe('x');
});
