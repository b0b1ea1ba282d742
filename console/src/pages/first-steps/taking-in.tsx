import { Alert, Group, Loader, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { InForce } from './use-in-force.ts';

/** Says that the gateway has yet to take in what was written; nothing once it has. */
export function TakingIn({ inForce }: { readonly inForce: InForce }) {
  const { t } = useTranslation();
  if (inForce === 'yes') return null;
  if (inForce === 'late') {
    return (
      <Alert color="yellow" title={t('The gateway has not taken it in yet')} mb="md" role="status">
        {t(
          'It is written, but takes longer than usual to arrive: until then its address may refuse you. This page goes on looking; the overview says whether a part is missing.',
        )}
      </Alert>
    );
  }
  return (
    <Group gap="sm" mb="md" role="status">
      <Loader size="sm" />
      <Text size="sm">{t('It is written; the gateway is taking it in …')}</Text>
    </Group>
  );
}
