import { Alert, Code, Stack, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageLink } from './page-link.tsx';
import { describeProblem } from '../describe-problem.ts';
import { useApiWords } from '../texts/use-api-words.ts';

/** Says what went wrong, and under which id the log explains it. */
export function Problem({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  const at = useRef<HTMLDivElement>(null);
  // Who pressed a button at the end of a long page would not see what stands at its top.
  useEffect(() => {
    if (error !== null && error !== undefined) at.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (error === null || error === undefined) return null;
  const problem = describeProblem(error);
  return (
    <Alert
      ref={at}
      // Below the bar that stays at the top.
      style={{ scrollMargin: '72px 0 16px' }}
      color={problem.proposal === undefined ? 'red' : 'yellow'}
      title={t(problem.title)}
      role="alert"
      mb="md"
    >
      <Stack gap={4}>
        {problem.details.map(({ at, sentences }) => (
          <Text size="sm" key={[at, ...sentences].join(' ')}>
            {at === undefined ? null : (
              <>
                <bdi>{at}</bdi>:{' '}
              </>
            )}
            {sentences.map(apiWords).join(' ')}
          </Text>
        ))}
        {problem.proposal === undefined ? null : (
          <PageLink to={`/proposals/${problem.proposal}`} size="sm">
            {t('See the proposal')}
          </PageLink>
        )}
        {problem.id === undefined ? null : (
          <Text size="xs" c="dimmed">
            {t('Error id')} <Code>{problem.id}</Code>
          </Text>
        )}
      </Stack>
    </Alert>
  );
}
