import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isLanguage, languages } from '../texts/language.ts';
import { chooseLanguage } from '../texts/texts.ts';

/** Switches between the languages; the browser remembers. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
    <NativeSelect
      aria-label={t('Language')}
      size="xs"
      value={i18n.language}
      data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
      onChange={({ currentTarget: { value } }) => {
        if (isLanguage(value)) void chooseLanguage(value);
      }}
    />
  );
}
