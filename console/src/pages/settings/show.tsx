import { useTranslation } from 'react-i18next';
import { PageTitle } from '../../parts/page-title.tsx';
import { Backups } from './backups.tsx';
import { General } from './general.tsx';
import { Keys } from './keys.tsx';
import { Tokens } from './tokens.tsx';

/** What holds for the whole installation. */
export function Settings() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('Settings')} lead={t('What holds for the whole installation.')} />
      <General />
      <Backups />
      <Tokens />
      <Keys />
    </>
  );
}
