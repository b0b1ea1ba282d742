import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './english.ts';
import { loadApiWords } from './use-api-words.ts';
import { preferredLanguage, rememberLanguage, type Language } from './language.ts';

// The English sentence is the key, so that the code reads as the page does; another language is a table from
// these sentences to its own, fetched only by who reads it.
const tables: Readonly<Record<Language, () => Promise<Readonly<Record<string, string>>>>> = {
  en: async () => english,
  de: async () => (await import('./german/index.ts')).german,
};

/** Makes the texts ready in the reader's language. Without its table, English is shown. */
export async function startTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: english } },
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    saveMissing: true,
    missingKeyHandler: (_languages, _area, sentence) => reportMissing(sentence),
  });
  await speak(preferredLanguage()).catch(() => undefined);
}

/** Changes the language of everything that is shown, and remembers it. */
export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await speak(language);
}

async function speak(language: Language): Promise<void> {
  if (language !== 'en') await loadApiWords();
  i18next.addResourceBundle(language, 'translation', await tables[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Tells whoever listens of a sentence that has no words in the language shown; the walk through all pages does. */
function reportMissing(sentence: string): void {
  if (i18next.language === 'en') return;
  window.dispatchEvent(new CustomEvent('sallyport-missing-text', { detail: sentence }));
}
