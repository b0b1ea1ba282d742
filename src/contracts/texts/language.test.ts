import { expect, it } from 'vitest';
import { languageAsked, languageChosen } from './language.ts';

it.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['en-GB,en;q=0.9,de;q=0.8', 'en'],
  ['fr-CH, fr;q=0.9, de;q=0.7, en;q=0.3, *;q=0.1', 'de'],
  ['de;q=0, en;q=0.1', 'en'],
  ['DE', 'de'],
  ['fr, *', 'en'],
  ['dex', 'en'],
  [`${'fr,'.repeat(10_000)}de`, 'en'],
  ['de;q=...', 'en'],
] as const)('answers %j in %s', (field, language) => {
  expect(languageAsked(field)).toBe(language);
});

it.each([
  [undefined, undefined],
  ['a=b; sallyport-language=de', 'de'],
  ['sallyport-language=en; x', 'en'],
  ['xsallyport-language=de', undefined],
  ['sallyport-language=fr', undefined],
  ['sallyport-language=de; sallyport-language=de', undefined],
] as const)('takes from %j that %j was chosen', (field, language) => {
  expect(languageChosen(field)).toBe(language);
});
