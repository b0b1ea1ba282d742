import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Offered } from '../../rights/offered.tsx';
import { ChooseApp } from '../apps/choose-app.tsx';
import { ChoosePerson } from '../people/choose-person.tsx';

interface Narrowed {
  /** The id that the list is narrowed to; empty: it is not. */
  readonly id: string;
  readonly name: string | undefined;
  readonly onChange: (id: string) => void;
}

interface Props {
  readonly person: Narrowed;
  readonly app: Narrowed;
}

/** Narrows decisions to those about one person, one app, or one on the other. */
export function Narrowing({ person, app }: Props) {
  const { t } = useTranslation();
  return (
    <Group mb="md" align="flex-end" maw={720}>
      {person.id === '' ? (
        <Offered by={api.people.list}>
          <ChoosePerson label={t('Person')} value={null} onChange={(id) => person.onChange(id ?? '')} />
        </Offered>
      ) : (
        <Only narrowed={person} />
      )}
      {app.id === '' ? (
        <Offered by={api.apps.list}>
          <ChooseApp label={t('App')} value={null} onChange={(id) => app.onChange(id ?? '')} />
        </Offered>
      ) : (
        <Only narrowed={app} />
      )}
    </Group>
  );
}

function Only({ narrowed: { id, name, onChange } }: { readonly narrowed: Narrowed }) {
  const { t } = useTranslation();
  return (
    <Button
      variant="light"
      rightSection={<span aria-hidden>✕</span>}
      aria-label={t('Only {{name}}: show the others again', { name: name ?? id })}
      onClick={() => onChange('')}
    >
      <bdi>{t('Only {{name}}', { name: name ?? id })}</bdi>
    </Button>
  );
}
