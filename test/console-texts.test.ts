import { describe, expect, it } from 'vitest';
import { apiWords } from '../console/src/texts/api-words.ts';
import { english } from '../console/src/texts/english.ts';
import { german, germanAreas } from '../console/src/texts/german/index.ts';
import { faults } from '#contracts/errors.ts';
import { auditKinds } from '#contracts/events.ts';
import { reasonOf, reasons } from '#contracts/reasons.ts';
import { shownTexts } from './support/shown-texts.ts';
import { sourceFiles } from './support/source-files.ts';

const tables = /\/texts\/(german\/|english\.ts)/;
const found = sourceFiles('console/src')
  .filter(({ path }) => !path.endsWith('.test.ts') && !tables.test(path))
  .map(shownTexts);
const keys = found.flatMap((one) => one.keys);
const counted = new Set(keys.filter((key) => key.counted).map(({ sentence }) => sentence));
const fromReasons = [...Object.keys(reasons), 'unknown'].flatMap((code) => {
  const { text, about = text, next = text } = reasonOf(code);
  return [text, about, next];
});
const fromFaults = Object.values(faults).map(({ shown }) => shown);
const plain = new Set([
  ...keys.filter((key) => !key.counted).map(({ sentence }) => sentence),
  ...apiWords,
  ...auditKinds,
  ...fromReasons,
  ...fromFaults,
]);
const wanted = new Set([
  ...plain,
  ...[...counted].flatMap((sentence) => [`${sentence}_one`, `${sentence}_other`]),
]);

describe('the languages of the console', () => {
  it('sees the sentences of the sources', () => {
    expect(keys.length).toBeGreaterThan(100);
    expect(plain.has('Live connections')).toBe(true);
  });

  it('shows no words that did not pass through t() or said()', () => {
    expect(found.flatMap((one) => one.bare)).toEqual([]);
  });

  it('has German for every sentence: add the missing lines to console/src/texts/german/', () => {
    expect([...wanted].filter((sentence) => !Object.hasOwn(german, sentence))).toEqual([]);
  });

  it('has no German that nothing shows', () => {
    expect(Object.keys(german).filter((sentence) => !wanted.has(sentence))).toEqual([]);
  });

  it('says the same wherever a sentence stands twice', () => {
    const lines = germanAreas.flatMap((area) => Object.entries(area));
    expect(lines.filter(([sentence, words]) => german[sentence] !== words)).toEqual([]);
  });

  it('has the English forms of every number', () => {
    const forms = [...counted].flatMap((sentence) => [`${sentence}_one`, `${sentence}_other`]);
    expect(Object.keys(english).toSorted()).toEqual(forms.toSorted());
  });

  it('fills in the same names in both languages', () => {
    const names = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').toSorted();
    const differing = Object.entries(german).filter(
      ([sentence, words]) => words.trim() === '' || names(sentence).join() !== names(words).join(),
    );
    expect(differing).toEqual([]);
  });
});

describe('the search for words', () => {
  const read = (text: string) => shownTexts({ path: 'page.tsx', text });

  it('takes sentences out of calls and choices', () => {
    const { keys: seen } = read(`const a = t('One'); const b = t(x ? 'Two' : 'Three', { count: 1 });`);
    expect(seen).toEqual([
      { sentence: 'One', counted: false },
      { sentence: 'Two', counted: true },
      { sentence: 'Three', counted: true },
    ]);
  });

  it.each([
    '<p>Bare words</p>',
    '<p>{open ? "Bare words" : null}</p>',
    '<Button aria-label="Bare words" />',
    '<Title title={`Bare ${name}`} />',
    '<List columns={[{ title: "Bare words" }]} />',
    '<p>{t(`Bare ${name}`)}</p>',
  ])('finds the bare words in %s', (jsx) => {
    expect(read(`const page = ${jsx};`).bare).not.toEqual([]);
  });

  it.each([
    '<p>{t("Said")}</p>',
    '<p className="page">→ {name}</p>',
    '<Badge color="red">{t(state)}</Badge>',
  ])('leaves %s alone', (jsx) => {
    expect(read(`const page = ${jsx};`).bare).toEqual([]);
  });
});
