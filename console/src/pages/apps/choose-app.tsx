import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Choose } from '../../parts/choose.tsx';
import { usePages } from '../../use-pages.ts';

interface Props {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (app: string | null) => void;
}

/** Chooses one of any number of apps. */
export function ChooseApp(props: Props) {
  const { t } = useTranslation();
  return (
    <Choose
      {...props}
      useFound={useApps}
      placeholder={t('A name')}
      nothingFoundMessage={t('No app by that name.')}
    />
  );
}

function useApps(search: string) {
  const { rows } = usePages(api.apps.list, { search, limit: 20 });
  return (rows ?? []).map(({ id, name, title }) => ({ value: id, label: `${title} · ${name}` }));
}
