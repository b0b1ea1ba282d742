/** A language that the console speaks. */
export type Language = 'en' | 'de';

/** Every language with its name in itself. */
export const languages: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

const kept = 'sallyport-language';

/** Tells whether a tag such as `de` is a language of ours. */
export function isLanguage(tag: unknown): tag is Language {
  return typeof tag === 'string' && Object.hasOwn(languages, tag);
}

/** The language to speak: the one chosen here before, else the first of the browser's that we know. */
export function preferredLanguage(): Language {
  const before = read();
  if (isLanguage(before)) return before;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** Remembers a choice in this browser; where nothing may be kept, it holds until the page is left. */
export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(kept, language);
  } catch {
    // Private windows of some browsers refuse; the choice then lives as long as the page.
  }
}

/** The locale for dates and numbers: the reader's own of that language (`de-AT`), where the browser names one. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}

function read(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}
