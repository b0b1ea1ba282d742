import './rows.css';
import { Card, Group, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface Props {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Section({ title, actions, children }: Props) {
  const id = useId();
  return (
    <Card withBorder component="section" aria-labelledby={id} mb="lg">
      <Group justify="space-between" mb="sm" align="flex-start">
        <Title order={3} size="h5" id={id}>
          {title}
        </Title>
        {actions}
      </Group>
      {children}
    </Card>
  );
}
