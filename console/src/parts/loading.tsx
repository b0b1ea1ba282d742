import { Center, Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Stands where something is on its way. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <Center p="xl" role="status" aria-busy="true">
      <Loader role="status" aria-label={t('Loading')} />
    </Center>
  );
}
