/** Every language that we speak, with its name in itself. A new one begins with a line here. */
export const languages = { en: 'English', de: 'Deutsch' } as const;

/** A language that pages are shown in. */
export type PageLanguage = keyof typeof languages;

/** Tells whether a tag such as `de` is a language of ours. */
export function isLanguage(tag: unknown): tag is PageLanguage {
  return typeof tag === 'string' && Object.hasOwn(languages, tag);
}

/**
 * Keeps the language that somebody chose, on all hosts below the domain: sign-in, portal, console and the gateway's
 * own pages follow one choice. So it lacks the `__Host-` prefix of our other cookies, scripts may read it, and any app
 * may set it, which changes the language of our words and nothing else: its value is one of `languages` or is ignored.
 */
export const languageCookie = 'sallyport-language';

/** How long a choice is kept, seconds: a year. */
export const languageKeptSeconds = 31_536_000;

const longest = 300;

/**
 * The language that a browser asks for (`Accept-Language`, RFC 9110, 12.5.4) among ours: the one with the greatest
 * weight, of equal ones the first; English where it names none. Only the beginning of a long field is read.
 */
export function languageAsked(field: string | undefined): PageLanguage {
  let best: { readonly language: PageLanguage; readonly weight: number } | undefined;
  for (const range of (field ?? '').slice(0, longest).split(',')) {
    const [, tag, given] = /^\s*([a-z]{2})(?:-[\w-]*)?\s*(?:;\s*q=([\d.]{1,5}))?\s*$/i.exec(range) ?? [];
    const language = tag?.toLowerCase();
    const weight = given === undefined ? 1 : Number(given);
    if (isLanguage(language) && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'en';
}

/** The language that a `Cookie` field says was chosen; undefined where it names none of ours, or two. */
export function languageChosen(field: string | undefined): PageLanguage | undefined {
  const start = `${languageCookie}=`;
  const [one, ...more] = (field ?? '').split(';').filter((pair) => pair.trim().startsWith(start));
  const tag = one?.trim().slice(start.length);
  return more.length === 0 && isLanguage(tag) ? tag : undefined;
}

/** Writes the cookie that keeps a choice, for all hosts below a domain. */
export function keepLanguage(language: PageLanguage, domain: string): string {
  return `${languageCookie}=${language}; Domain=${domain}; Path=/; Secure; SameSite=Lax; Max-Age=${languageKeptSeconds}`;
}
