import { germanFaults } from '#contracts/texts/german-faults.ts';
import { germanReasons } from '#contracts/texts/german-reasons.ts';
import { germanRefusals } from '#contracts/texts/german-refusals.ts';
import { languageAsked, languageChosen, type PageLanguage } from '#contracts/texts/language.ts';
import type { RequestHead } from '../engine/head/request-head.ts';
import type { Refusal } from './refusals.ts';

const tables: Readonly<Record<Exclude<PageLanguage, 'en'>, ReadonlyMap<string, string>>> = {
  de: new Map([germanFaults, germanReasons, germanRefusals].flatMap((table) => Object.entries(table))),
};

/**
 * The language that a page for this request is to be in: the one that was chosen on a page of ours, else what the
 * browser asks for. Looked for only when somebody is refused.
 */
export function languageOf({ text }: Pick<RequestHead, 'text'>): PageLanguage {
  const chosen = languageChosen(/(?:^|\n)cookie:([^\r\n]*)/i.exec(text)?.[1]);
  return chosen ?? languageAsked(/(?:^|\n)accept-language:([^\r\n]*)/i.exec(text)?.[1]);
}

/** Says a sentence of ours in a language; what is not ours, such as the advice of a policy, stays as it is. */
export function say(sentence: string, language: PageLanguage): string {
  return language === 'en' ? sentence : (tables[language].get(sentence) ?? sentence);
}

/** The same refusal in a language. */
export function refusalIn(refusal: Refusal, language: PageLanguage): Refusal {
  if (language === 'en') return refusal;
  const { text, next, link, remedy, remedyInGerman } = refusal;
  return {
    ...refusal,
    text: say(text, language),
    next: next === undefined ? undefined : say(next, language),
    remedy: remedyInGerman ?? remedy,
    link: link === undefined ? undefined : { ...link, label: say(link.label, language) },
  };
}
