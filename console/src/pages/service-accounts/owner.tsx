import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServiceAccount } from '#contracts/api/service-accounts.ts';

/** Who answers for an account; marked where nobody can. */
export function Owner({ owner }: Pick<ServiceAccount, 'owner'>) {
  const { t } = useTranslation();
  if (owner === null) {
    return (
      <Badge color="yellow" variant="light">
        {t('nobody')}
      </Badge>
    );
  }
  return (
    <Group gap="xs" wrap="nowrap">
      <Text size="sm" dir="auto">
        {owner.name}
      </Text>
      {owner.state === 'enabled' ? null : (
        <Badge color="yellow" variant="light">
          {t(owner.state)}
        </Badge>
      )}
    </Group>
  );
}
