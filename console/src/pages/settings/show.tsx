import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Backups } from './backups.tsx';
import { General } from './general.tsx';
import { Keys } from './keys.tsx';
import { Tokens } from './tokens.tsx';
import { Offered } from '../../rights/offered.tsx';

/** What holds for the whole installation. */
export function Settings() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('Settings')} lead={t('What holds for the whole installation.')} />
      <Offered by={api.installation.settings}>
        <General />
      </Offered>
      <Offered by={api.installation.attention}>
        <Backups />
      </Offered>
      <Tokens />
      <Offered by={api.keys.list}>
        <Keys />
      </Offered>
    </>
  );
}
