import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Choose } from '../../parts/choose.tsx';
import { usePages } from '../../use-pages.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (person: string | null) => void;
}

/** Chooses one of any number of people. */
export function ChoosePerson(props: Props) {
  const { t } = useTranslation();
  return (
    <Choose
      {...props}
      useFound={usePeople}
      placeholder={t('A name or an e-mail address')}
      nothingFoundMessage={t('Nobody by that name.')}
    />
  );
}

function usePeople(search: string) {
  const { rows } = usePages(api.people.list, { search, limit: 20 });
  return (rows ?? []).map(({ id, name, email }) => ({
    value: id,
    label: email === null ? name : `${name} · ${email}`,
  }));
}
