import { Alert, Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { describeProblem } from '../describe-problem.ts';

/** Says what went wrong, and under which id the log explains it. */
export function Problem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const problem = describeProblem(error);
  return (
    <Alert color="red" title={t(problem.title)} role="alert" mb="md">
      <Stack gap={4}>
        {problem.details.map((detail) => (
          <Text size="sm" key={detail}>
            {t(detail)}
          </Text>
        ))}
        {problem.id === undefined ? null : (
          <Text size="xs" c="dimmed">
            {t('Error id')} <Code>{problem.id}</Code>
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
