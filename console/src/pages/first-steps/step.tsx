import { Badge, Card, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly number: number;
  readonly title: string;
  readonly state: 'open' | 'done';
  readonly children: ReactNode;
}

/** One step: its number, what it is about, and whether it is done. */
export function Step({ number, title, state, children }: Props) {
  const { t } = useTranslation();
  return (
    <Card withBorder padding="lg" component="section" aria-label={title}>
      <Group justify="space-between" mb="sm" wrap="nowrap" align="flex-start">
        <Title order={3} size="h4">
          {`${number}. ${title}`}
        </Title>
        {state === 'done' ? (
          <Badge color="teal" variant="light" style={{ flex: 'none' }}>
            {t('done')}
          </Badge>
        ) : null}
      </Group>
      {children}
    </Card>
  );
}
