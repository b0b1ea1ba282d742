import { describe, expect, it } from 'vitest';
import { german } from '../src/control/pages/texts/german.ts';
import { sourceFiles } from './support/source-files.ts';
import { templateWords } from './support/template-words.ts';

const pages = sourceFiles('src/control/pages').filter(
  ({ path }) => !path.endsWith('.test.ts') && !/\/texts\/german/.test(path),
);
const asked = sourceFiles('src/identity/methods').filter(({ path }) => path.endsWith('-factor.ts'));

// That no sentence lacks its German is a matter of types: only what stands in the table can be said.
describe('the languages of the pages', () => {
  it('lets no page say anything that did not pass through the table', () => {
    expect(pages.length).toBeGreaterThan(25);
    // The name is ours in every language.
    const ours = /: (?:· )?Sallyport$/;
    expect(pages.flatMap(templateWords).filter((words) => !ours.test(words))).toEqual([]);
  });

  it('has German for what second factors ask', () => {
    const sentences = asked.flatMap(({ text }) =>
      [...text.matchAll(/\b(?:title|explanation|label|offer|wrong): '([^']+)'/g)].map(
        ([, said = '']) => said,
      ),
    );
    expect(sentences.length).toBeGreaterThanOrEqual(10);
    expect(sentences.filter((sentence) => !Object.hasOwn(german, sentence))).toEqual([]);
  });

  it('has no German that no page says', () => {
    const all = [...pages, ...asked].map(({ text }) => text).join('\n');
    const unsaid = Object.keys(german).filter((sentence) => !all.includes(`'${sentence}'`));
    expect(unsaid).toEqual([]);
  });

  it('fills in the same names in both languages', () => {
    const names = (text: string) =>
      [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ''))].toSorted().join();
    const differing = Object.entries(german).filter(
      ([sentence, words]) => words.trim() === '' || names(sentence) !== names(words),
    );
    expect(differing).toEqual([]);
  });
});

describe('the search for words in templates', () => {
  const read = (text: string) => templateWords({ path: 'page.ts', text });

  it.each([
    'html`<p>Bare words</p>`',
    'html`<p>${a} and more</p>`',
    'html`<p>${html`<b>Bare words</b>`}</p>`',
    'html`<p aria-label="Bare words"></p>`',
    'html`<button data-done="Copied"></button>`',
  ])('finds the bare words in %s', (page) => {
    expect(read(`const page = ${page};`)).not.toEqual([]);
  });

  it.each(['html`<p class="lead">${t("Said")}</p>`', 'html`<code>--undo</code> · ${a}`'])(
    'leaves %s alone',
    (page) => {
      expect(read(`const page = ${page};`)).toEqual([]);
    },
  );
});
