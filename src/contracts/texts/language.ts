/** A language that pages are shown in. */
export type PageLanguage = 'en' | 'de';

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
    if ((language === 'en' || language === 'de') && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? 'en';
}
