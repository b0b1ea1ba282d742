import { useTranslation } from 'react-i18next';
import type { findTemplate } from './find-template.ts';

// Fetched only by who reads another language than the API's.
let find: typeof findTemplate | undefined;

/** Makes the sentences of the API known, before a language is shown that needs them. */
export async function loadApiWords(): Promise<void> {
  find ??= (await import('./find-template.ts')).findTemplate;
}

/**
 * Says what the API said in words, in the language that is shown: its sentences come in English, and what is none of
 * ours (Cedar's messages, a provider's) stays as it is.
 */
export function useApiWords(): (sentence: string) => string {
  const { t, i18n } = useTranslation();
  const { language } = i18n;
  const say = (sentence: string, depth: number): string => {
    if (language === 'en') return sentence;
    if (i18n.exists(sentence, { lng: language, fallbackLng: [] })) return t(sentence);
    // Reasons stand within other sentences without their full stop.
    const whole = `${sentence}.`;
    if (i18n.exists(whole, { lng: language, fallbackLng: [] })) return t(whole).replace(/\.$/, '');
    const found = find?.(sentence);
    if (found === undefined) return sentence;
    // A sentence may hold others: a refusal the reason of a test, and that whom it is about.
    const values = Object.entries(found.values).map(
      ([name, value]) => [name, depth === 0 ? value : say(value, depth - 1)] as const,
    );
    return t(found.template, Object.fromEntries(values));
  };
  return (sentence) => say(sentence, 3);
}
