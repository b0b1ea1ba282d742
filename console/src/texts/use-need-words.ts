import { useTranslation } from 'react-i18next';
import type { ShownRemedy } from '#contracts/api/decisions.ts';
import { needInWords } from '#contracts/need-in-words.ts';
import { needInGerman, signInInGerman } from '#contracts/texts/german-need.ts';
import { useFormat } from './use-format.ts';

/** Says what a stronger sign-in has to bring, in the language that is shown. */
export function useNeedInWords(): typeof needInWords {
  const { i18n } = useTranslation();
  return i18n.language === 'de' ? needInGerman : needInWords;
}

type Change = ShownRemedy['changes'][number];

/** Says what would have to be otherwise for a request to be allowed, in the language that is shown. */
export function useRemedyInWords(): (remedy: Pick<ShownRemedy, 'text' | 'changes'>) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const say = ({ kind, text, need, group, range, country, at }: Change): string => {
    if (kind === 'sign-in' && need !== undefined) return signInInGerman(need);
    if (kind === 'join-group') return t('being in the group {{name}}', { name: group?.name ?? '' });
    if (kind === 'leave-group') return t('not being in the group {{name}}', { name: group?.name ?? '' });
    if (range !== undefined) return t('coming from {{range}}', { range });
    if (country !== undefined) return t('coming from the country {{country}}', { country });
    return at === undefined ? text : t('asking at {{time}}', { time: format.moment(at) });
  };
  // The API's own words are English.
  return ({ text, changes }) => (i18n.language === 'de' ? format.list(changes.map(say)) : text);
}
