import { Group, Text, Title } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** One sentence that says what this page is for. */
  readonly lead?: string;
  readonly actions?: ReactNode;
}

/** The head of a page: its name, what it is for, and what can be done here. It names the browser's tab too. */
export function PageTitle({ title, lead, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Sallyport`;
  }, [title]);
  return (
    <Group justify="space-between" align="flex-start" mb="lg">
      <div>
        <Title order={2} dir="auto">
          {title}
        </Title>
        {lead === undefined ? null : (
          <Text c="dimmed" mt={4}>
            {lead}
          </Text>
        )}
      </div>
      {actions}
    </Group>
  );
}
