import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { usePages } from '../../use-pages.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (person: string | null) => void;
}

/** Chooses one of any number of people: the server looks for what is typed. */
export function ChoosePerson({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const { rows } = usePages(api.people.list, { search: search.slice(0, 200), limit: 20 });
  return (
    <Select
      label={label}
      placeholder={t('A name or an e-mail address')}
      data={(rows ?? []).map(({ id, name, email }) => ({
        value: id,
        label: email === null ? name : `${name} · ${email}`,
      }))}
      value={value}
      onChange={onChange}
      onSearchChange={(text) => setTyped(text.split(' · ')[0] ?? '')}
      filter={({ options }) => options}
      nothingFoundMessage={t('Nobody by that name.')}
      searchable
      flex={1}
    />
  );
}
