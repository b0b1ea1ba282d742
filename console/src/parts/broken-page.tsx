import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Problem } from './problem.tsx';

/** Stands where a page did not come, or broke while it was drawn. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <>
      <Problem error={error} />
      <Button variant="default" onClick={() => location.reload()}>
        {t('Load the page again')}
      </Button>
    </>
  );
}
