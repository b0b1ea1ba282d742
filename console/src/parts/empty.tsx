import { Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Stands where a list has nothing yet: says so, and what to do next. */
export function Empty({ text, action }: { readonly text: string; readonly action?: ReactNode }) {
  return (
    <Paper withBorder p="xl">
      <Stack align="center" gap="sm">
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        {action}
      </Stack>
    </Paper>
  );
}
