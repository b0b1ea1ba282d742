import { isLanguage, keepLanguage, languageChosen, type PageLanguage } from '#contracts/texts/language.ts';

export { isLanguage, languages } from '#contracts/texts/language.ts';

/** A language that the console speaks. */
export type Language = PageLanguage;

/** The language to speak: the one chosen here before, else the first of the browser's that we know. */
export function preferredLanguage(): Language {
  const before = languageChosen(document.cookie);
  if (before !== undefined) return before;
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** Remembers a choice in this browser, for sign-in, portal and the gateway's own pages as well. */
export function rememberLanguage(language: Language): void {
  // The console is `console.` and the domain.
  document.cookie = keepLanguage(language, location.hostname.slice(location.hostname.indexOf('.') + 1));
}

/** The locale for dates and numbers: the reader's own of that language (`de-AT`), where the browser names one. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? language;
}
