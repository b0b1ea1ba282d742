import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Policy } from '#contracts/api/policies.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { useApiWords } from '../../texts/use-api-words.ts';
import { useFormat } from '../../texts/use-format.ts';
import { useChange } from '../../use-change.ts';
import { Offered } from '../../rights/offered.tsx';

const weekMs = 7 * 86_400_000;

/** What a policy that only observes would have refused since it does, and when it is enforced. */
export function ObservedSoFar({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  const format = useFormat();
  const { id, version, enforceFrom, enforceProblem } = policy;
  const read = useQuery(reading(api.policies.observed, { params: { policy: id } }));
  const update = useChange(api.policies.update);
  const change = (body: { readonly enforceFrom?: number | null; readonly mode?: 'enforce' }) =>
    update.mutate({ params: { policy: id }, version, body });
  const found = read.data;
  const colour = found?.large === true || enforceProblem !== null ? 'yellow' : 'blue';
  return (
    <Alert color={colour} title={t('It only observes')} mb="md" role="status">
      <Problem error={read.error ?? update.error} />
      {enforceFrom === null ? null : (
        <Text size="sm">{t('It is enforced from {{time}} on.', { time: format.moment(enforceFrom) })}</Text>
      )}
      {enforceProblem === null ? null : (
        <Text size="sm">
          {t('Its time has come, but something is in its way:')} {apiWords(enforceProblem)}
        </Text>
      )}
      {found === undefined ? null : (
        <Text size="sm">
          {t(
            'Since {{time}} it would have refused {{refuses}} of {{checked}} recorded decisions, and permitted {{allows}} that were refused.',
            { ...found, time: format.moment(found.since) },
          )}
        </Text>
      )}
      {found?.large === true ? (
        <Text size="sm" fw={600}>
          {t('That is much. Look at whom it is about before it is enforced.')}
        </Text>
      ) : null}
      <List size="sm" my="xs">
        {found?.people.map(({ id: person, name, count }) => (
          <List.Item key={person}>
            {name}: {t('{{count}} times', { count })}
          </List.Item>
        ))}
      </List>
      <Offered by={api.policies.update} about={{ policy: id }}>
        <Group gap="xs">
          {enforceFrom === null ? null : (
            <Button
              size="compact-sm"
              variant="default"
              loading={update.isPending}
              onClick={() => change({ enforceFrom: Math.max(enforceFrom, Date.now()) + weekMs })}
            >
              {t('Not now: a week later')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="light"
            loading={update.isPending}
            onClick={() => change({ mode: 'enforce' })}
          >
            {t('Enforce it now')}
          </Button>
        </Group>
      </Offered>
    </Alert>
  );
}
