import { MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { usePages } from '../../use-pages.ts';

interface Many {
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
}

interface ChooseAppsProps extends Many {
  readonly label: string;
  readonly description: string;
  /** Only these can be chosen; absent: every app but Sallyport's own. */
  readonly among?: readonly { readonly id: string; readonly name: string }[];
}

/** Chooses apps; Sallyport's own are none that a program may open. */
export function ChooseApps({ label, description, among, value, onChange }: ChooseAppsProps) {
  const known = usePages(api.apps.list, { limit: 500 });
  const apps = among ?? (known.rows ?? []).filter(({ system }) => system === null);
  return (
    <MultiSelect
      label={label}
      description={description}
      data={apps.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...value]}
      onChange={onChange}
      searchable
    />
  );
}

/** Chooses groups. */
export function ChooseGroups({ value, onChange }: Many) {
  const { t } = useTranslation();
  const known = usePages(api.groups.list, { limit: 500 });
  return (
    <MultiSelect
      label={t('Groups')}
      data={(known.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={[...value]}
      onChange={onChange}
      searchable
    />
  );
}

interface ChooseOwnerProps {
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
}

/** Chooses who answers for an account, among those who can. */
export function ChooseOwner({ value, onChange }: ChooseOwnerProps) {
  const { t } = useTranslation();
  const known = usePages(api.people.list, { limit: 500 });
  const people = (known.rows ?? []).filter(({ id, state }) => state === 'enabled' || id === value);
  return (
    <Select
      label={t('Owner')}
      description={t('Who answers for it.')}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
    />
  );
}
