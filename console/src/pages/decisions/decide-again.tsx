import { Badge, Button, Card, Code, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApiWords } from '../../texts/use-api-words.ts';
import type { DecidedAgain, DecisionSummary } from '#contracts/api/decisions.ts';
import { api } from '#contracts/api/operations.ts';
import { call } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { outcomeColour } from './outcome-colour.ts';
import { PolicyVoices } from './policy-voices.tsx';
import { Remedies } from './remedies.tsx';
import { useReason } from '../../texts/use-reason.ts';

/** Asks the question of a decision again now, and shows what differs. */
export function DecideAgain({
  decision: { id: decision, person },
}: {
  readonly decision: Pick<DecisionSummary, 'id' | 'person'>;
}) {
  const { t } = useTranslation();
  const ask = useMutation({ mutationFn: () => call(api.decisions.again, { params: { decision } }) });
  return (
    <Stack gap="sm">
      <Group>
        <Button variant="light" loading={ask.isPending} onClick={() => ask.mutate()}>
          {t('Decide again now')}
        </Button>
        <Text size="sm" c="dimmed">
          {t('Asks the same question under the policies in force; nothing is granted.')}
        </Text>
      </Group>
      <Problem error={ask.error} />
      {ask.data === undefined ? null : <AnsweredNow answer={ask.data} person={person?.id} />}
    </Stack>
  );
}

function AnsweredNow({
  answer,
  person,
}: {
  readonly answer: DecidedAgain;
  readonly person: string | undefined;
}) {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const apiWords = useApiWords();
  const { before, now, differences } = answer;
  const same = before.outcome === now.outcome;
  return (
    <Card withBorder role="status">
      <Stack gap="sm">
        <Group>
          <Badge color={outcomeColour[before.outcome]} variant="light">
            {t(before.outcome)}
          </Badge>
          <Text aria-hidden>→</Text>
          <Badge color={outcomeColour[now.outcome]}>{t(now.outcome)}</Badge>
          <Text fw={600}>
            {same ? t('The answer would be the same.') : t('The answer would be another.')}
          </Text>
        </Group>
        <Text>{reasonInWords(now, person)}</Text>
        <Text size="sm" c="dimmed">
          {t('Policy revision')} {before.policyRevision} → {now.policyRevision}.{' '}
          {now.notes.map(apiWords).join(' ')}
        </Text>
        <PolicyVoices voices={now.policies} />
        <Remedies remedies={now.remedies} />
        <Title order={4} size="h6">
          {t('Facts that differ')}
        </Title>
        {differences.length === 0 ? <Text c="dimmed">{t('None.')}</Text> : <Differences of={differences} />}
      </Stack>
    </Card>
  );
}

function Differences({ of }: { readonly of: DecidedAgain['differences'] }) {
  const { t } = useTranslation();
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('Fact')}</Table.Th>
            <Table.Th>{t('Then')}</Table.Th>
            <Table.Th>{t('Now')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {of.map(({ name, before, now, asked }) => (
            <Table.Tr key={name}>
              <Table.Td>
                <Code>{name}</Code>
                {asked ? (
                  <Text size="xs" c="dimmed">
                    {t('a policy looks at it')}
                  </Text>
                ) : null}
              </Table.Td>
              <Table.Td>{shown(before) ?? t('not known')}</Table.Td>
              <Table.Td>{shown(now) ?? t('not known')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** A fact's value as people read it; undefined: it is not known. */
function shown(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map((one) => shown(one)).join(', ');
  if (typeof value === 'object' && 'name' in value) return String(value.name);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
