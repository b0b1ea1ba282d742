import { Alert, Badge, Card, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WhyAnswer } from '#contracts/api/decisions.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { said } from '../../texts/said.ts';
import { useFormat } from '../../texts/use-format.ts';
import { outcomeColour } from '../decisions/outcome-colour.ts';
import { PolicyVoices } from '../decisions/policy-voices.tsx';
import { Remedies } from '../decisions/remedies.tsx';
import { useApiWords } from '../../texts/use-api-words.ts';
import { useNeedInWords } from '../../texts/use-need-words.ts';
import { Facts } from './facts.tsx';
import { useReason } from '../../texts/use-reason.ts';

const bases: Readonly<Record<WhyAnswer['basis'], string>> = {
  now: said('As it is now.'),
  record: said('What was recorded, decided again by the policies of then.'),
  'record-only': said('What was recorded; it could not be decided again.'),
  'what-if': said('As it would be with facts that were asked for or are assumed.'),
};

const results: Readonly<Record<WhyAnswer['considered'][number]['result'], string>> = {
  satisfied: said('it applies'),
  error: said('it could not be evaluated'),
  'not-satisfied': said('its conditions are not met'),
  'other-group': said('it is for a group that they are not in'),
};

/** An answer with all that explains it. */
export function Answer({ answer }: { readonly answer: WhyAnswer }) {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const apiWords = useApiWords();
  const needInWords = useNeedInWords();
  const format = useFormat();
  return (
    <Stack gap={0} role="status">
      <Card withBorder mb="lg">
        <Group gap="sm" mb={4}>
          <Badge size="lg" color={outcomeColour[answer.outcome]}>
            {t(answer.outcome)}
          </Badge>
          <Text fw={600}>{reasonInWords(answer, undefined)}</Text>
        </Group>
        {answer.need === null ? null : <Text>{needInWords(answer.need)}</Text>}
        {answer.next === null ? null : (
          <Text>{t('They are told: “{{next}}”', { next: t(answer.next) })}</Text>
        )}
        <Text size="sm" c="dimmed">
          {format.moment(answer.at)} · {t(bases[answer.basis])}{' '}
          {t('Version {{revision}} of the policies.', { revision: answer.policyRevision })}{' '}
          {answer.record === null ? null : (
            <PageLink to={`/decisions/${answer.record.id}`} size="sm">
              {t('The recorded decision')}
            </PageLink>
          )}
        </Text>
        {answer.notes.length === 0 ? null : (
          <Alert mt="sm">
            {answer.notes.map((note) => (
              <Text size="sm" key={note}>
                {apiWords(note)}
              </Text>
            ))}
          </Alert>
        )}
      </Card>
      {answer.remedies.length === 0 ? null : (
        <Card withBorder mb="lg">
          <Remedies remedies={answer.remedies} />
        </Card>
      )}
      <Section title={t('Policies that spoke')}>
        <PolicyVoices voices={answer.policies} />
      </Section>
      <Section title={t('Policies about such a request')}>
        <Considered of={answer.considered} />
      </Section>
      <Section title={t('Facts')}>
        <Facts facts={answer.facts} />
        {answer.missing.length === 0 ? null : (
          <Text size="sm" mt="sm">
            {t('Not known, though a policy looks at it: {{names}}', { names: answer.missing.join(', ') })}
          </Text>
        )}
      </Section>
    </Stack>
  );
}

function Considered({ of }: { readonly of: WhyAnswer['considered'] }) {
  const { t } = useTranslation();
  if (of.length === 0) return <Text c="dimmed">{t('No policy is about such a request.')}</Text>;
  return (
    <List listStyleType="none" spacing="xs" className="rows">
      {of.map(({ policy, title, effect, mode, result, asks, message }, place) => (
        <List.Item key={`${policy} ${effect} ${place}`}>
          <Group gap="xs">
            <Badge size="sm" color={effect === 'permit' ? 'teal' : 'red'} variant="light">
              {t(effect)}
            </Badge>
            <PageLink to={`/policies/${policy}`}>{title}</PageLink>
            {mode === 'observe' ? (
              <Badge size="sm" color="blue" variant="light">
                {t('observed only')}
              </Badge>
            ) : null}
          </Group>
          <Text size="sm">
            {t(results[result])}
            {message === undefined ? null : `: ${message}`}
          </Text>
          {asks.length === 0 ? null : (
            <Text size="xs" c="dimmed">
              {t('looks at {{facts}}', { facts: asks.join(', ') })}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  );
}
