import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { usePages } from '../../use-pages.ts';

/** Rows that are offered at once; whoever wants another types more of it. */
const mostOffered = 20;

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks for a person by what they sign in with, and offers those that fit. */
export function PickPerson({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [search] = useDebouncedValue(value, 200);
  const { rows } = usePages(api.people.list, { search: search.slice(0, 200), limit: mostOffered });
  const known = (rows ?? []).map(({ id, name, email }) => ({ value: email ?? id, name }));
  const names = new Map(known.map((one) => [one.value, one.name]));
  return (
    <Autocomplete
      label={t('Who')}
      description={t('What they sign in with, or an identifier.')}
      value={value}
      onChange={onChange}
      data={[...names.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => `${names.get(option.value) ?? ''} · ${option.value}`}
      required
      spellCheck={false}
    />
  );
}

/** Asks for an app by its name, and offers those that fit. */
export function PickApp({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [search] = useDebouncedValue(value, 200);
  const { rows } = usePages(api.apps.list, { search: search.slice(0, 200), limit: mostOffered });
  const titles = new Map((rows ?? []).map(({ name, title }) => [name, title]));
  return (
    <Autocomplete
      label={t('Which app')}
      description={t('Its name, or an identifier.')}
      value={value}
      onChange={onChange}
      data={[...titles.keys()]}
      filter={({ options }) => options}
      renderOption={({ option }) => `${titles.get(option.value) ?? ''} · ${option.value}`}
      required
      spellCheck={false}
    />
  );
}
