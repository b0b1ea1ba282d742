import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faults } from '#contracts/errors.ts';
import { reasonOf, reasons } from '#contracts/reasons.ts';
import { languageOf, say } from './in-language.ts';
import { renderPage } from './page.ts';

const gateway = new URL('..', import.meta.url).pathname;

/** Every sentence that stands in the sources of the gateway where refusals are made. */
function sentences(): string[] {
  return ['entry', 'pipeline', 'refusal'].flatMap((folder) =>
    readdirSync(join(gateway, folder), { recursive: true, withFileTypes: true })
      .filter(({ name }) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .flatMap(({ parentPath, name }) => {
        const text = readFileSync(join(parentPath, name), 'utf8');
        return [...text.matchAll(/'([A-Z][^'\n]* [^'\n]*\.|(?:Sign|Start)[^'\n]*)'/g)].map(
          ([, said]) => said ?? '',
        );
      }),
  );
}

it('has German for every sentence that a refusal page can say', () => {
  const ours = sentences();
  expect(ours).toContain('You are signed out.');
  const fromLists = [
    ...Object.keys(reasons).flatMap((code) => [reasonOf(code).text, reasonOf(code).next ?? 'Sign in']),
    ...Object.values(faults).map(({ shown }) => shown),
  ];
  const missing = [...ours, ...fromLists].filter((sentence) => say(sentence, 'de') === sentence);
  expect(missing).toEqual([]);
});

it('finds the language in the field lines, wherever it stands in them', () => {
  expect(languageOf({ text: 'Accept-Language: de-CH,en;q=0.5\r\nhost: a\r\n\r\n' })).toBe('de');
  expect(languageOf({ text: 'host: a\r\naccept-language: de\r\n\r\n' })).toBe('de');
  expect(languageOf({ text: 'x: accept-language:de\r\n\r\n' })).toBe('en');
  const chosen = 'Cookie: a=b; sallyport-language=de\r\n';
  expect(languageOf({ text: `${chosen}accept-language: en\r\n\r\n` })).toBe('de');
  expect(languageOf({ text: 'Cookie: sallyport-language=xx\r\naccept-language: de\r\n\r\n' })).toBe('de');
});

it('renders the page in German, and leaves alone what is not ours', () => {
  const refusal = {
    status: 403,
    code: 'x',
    text: 'A policy forbids this.',
    advice: ['Use the office’s network.'],
  };
  const page = renderPage(
    { ...refusal, remedy: 'Sign in again.', remedyInGerman: 'Neu anmelden.' },
    'a',
    'de',
  );
  for (const said of [
    '<html lang="de">',
    'Eine Richtlinie verbietet das.',
    'Use the office’s network.',
    'Neu anmelden.',
  ])
    expect(page).toContain(said);
  expect(page).not.toContain('Sign in again.');
});
