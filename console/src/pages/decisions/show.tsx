import { Badge, Button, Card, Code, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DecisionDetail } from '#contracts/api/decisions.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Reading } from '../../parts/reading.tsx';
import { DecideAgain } from './decide-again.tsx';
import { outcomeColour } from './outcome-colour.ts';
import { PolicyVoices } from './policy-voices.tsx';
import { WhatWasKnown } from './what-was-known.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useNeedInWords } from '../../texts/use-need-words.ts';
import { Offered } from '../../rights/offered.tsx';
import { useReason } from '../../texts/use-reason.ts';

/** One decision with everything it rested on. */
export function ShowDecision() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.decisions.get, { params: { decision: id } }));
  return <Reading read={read}>{(decision) => <Whole decision={decision} />}</Reading>;
}

function Whole({ decision }: { readonly decision: DecisionDetail }) {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const format = useFormat();
  const needInWords = useNeedInWords();
  return (
    <>
      <PageTitle
        title={`${decision.person?.name ?? t('Somebody')} → ${decision.app?.name ?? '–'}`}
        lead={format.moment(decision.at)}
        actions={
          <Group gap="xs">
            {decision.person === null || decision.app === null ? null : (
              <Offered by={api.decisions.why}>
                <Button
                  component={Link}
                  to={`/why?person=${encodeURIComponent(decision.person.id)}&app=${encodeURIComponent(decision.app.id)}`}
                  variant="default"
                >
                  {t('Why?')}
                </Button>
              </Offered>
            )}
            <Badge size="lg" color={outcomeColour[decision.outcome]}>
              {t(decision.outcome)}
            </Badge>
          </Group>
        }
      />
      <Stack>
        <Card withBorder>
          <Text fw={600}>{reasonInWords(decision, decision.person?.id)}</Text>
          {decision.need === null ? null : <Text>{needInWords(decision.need)}</Text>}
          <Text size="sm" c="dimmed">
            {t('Reason')} <Code>{decision.reason}</Code> · {t('Policy revision')} {decision.policyRevision} ·{' '}
            <Code>{decision.id}</Code>
          </Text>
        </Card>
        <Title order={3} size="h5">
          {t('Policies that spoke')}
        </Title>
        <PolicyVoices voices={decision.policies} />
        <Offered by={api.decisions.again}>
          <DecideAgain decision={decision} />
        </Offered>
        <WhatWasKnown decision={decision} />
      </Stack>
    </>
  );
}
