import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeFromBytes } from './place.ts';

it('counts as editors do, whatever stands before', () => {
  const texts = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(texts, texts, texts, (before, marked, after) => {
      const start = Buffer.byteLength(before);
      const place = placeFromBytes(before + marked + after, {
        start,
        end: start + Buffer.byteLength(marked),
      });
      expect((before + marked + after).slice(place.start, place.end)).toBe(marked);
    }),
  );
});

it('keeps a place that Cedar gives beyond the end within the text', () => {
  expect(placeFromBytes('äb', { start: 2, end: 99 })).toEqual({ start: 1, end: 2 });
});
