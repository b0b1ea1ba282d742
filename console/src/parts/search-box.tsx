import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Narrows a list; the server searches, so that what is not on the page is found, too. */
export function SearchBox({ value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <TextInput
      type="search"
      aria-label={t('Search')}
      placeholder={t('Search')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      maxLength={200}
      maw={360}
      mb="md"
    />
  );
}
