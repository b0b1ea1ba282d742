import { Alert, Button, Card, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ProposalWithDifference } from '#contracts/api/proposals.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Loading } from '../../parts/loading.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useChange } from '../../use-change.ts';
import { WhatChanges } from '../policies/what-changes.tsx';
import { ObjectDifferences } from './object-difference.tsx';
import { operationWords, stateWords } from './words.ts';
import { Weakens } from './weakens.tsx';

/** A change that waits for a second person: what it weakens, what it changes, and the answer. */
export function ShowProposal() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.proposals.get, { params: { proposal: id } }));
  if (read.data === undefined) return read.error === null ? <Loading /> : <Problem error={read.error} />;
  return <Shown proposal={read.data} />;
}

function Shown({ proposal }: { readonly proposal: ProposalWithDifference }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { proposer, createdAt, expiresAt, message, weakens, difference, draft, state } = proposal;
  return (
    <>
      <PageTitle
        title={t(operationWords[proposal.operation] ?? proposal.summary)}
        lead={t('{{name}} proposed it on {{time}}.', {
          name: proposer.name,
          time: format.moment(createdAt),
        })}
      />
      {message === '' ? null : (
        <Text mb="md" dir="auto">
          “{message}”
        </Text>
      )}
      <Answer proposal={proposal} />
      <Section title={t('What it weakens')}>
        <Weakens weakens={weakens} />
      </Section>
      <Section title={t('What it changes')}>
        <ObjectDifferences items={difference} />
      </Section>
      {draft === null || state !== 'open' || proposal.stale ? null : <WhatChanges changes={draft} />}
      {state === 'open' ? (
        <Text size="sm" c="dimmed" mt="md">
          {t('It waits until {{time}}.', { time: format.moment(expiresAt) })}
        </Text>
      ) : null}
    </>
  );
}

function Answer({ proposal }: { readonly proposal: ProposalWithDifference }) {
  const { t } = useTranslation();
  const { id, state, stale, mayDecide, mayWithdraw, decidedBy } = proposal;
  const approve = useChange(api.proposals.approve);
  const reject = useChange(api.proposals.reject);
  const withdraw = useChange(api.proposals.withdraw);
  const params = { proposal: id };
  if (state !== 'open') {
    return (
      <Alert mb="md" color="gray" role="status" title={t(stateWords[state])}>
        {decidedBy === null ? null : (decidedBy.name ?? t(decidedBy.kind))}
        <Result result={approve.data?.result} />
      </Alert>
    );
  }
  return (
    <Card withBorder mb="lg">
      <Stack gap="sm">
        {stale ? (
          <Alert color="yellow">
            {t('The policies are another version by now: it can only be proposed anew.')}
          </Alert>
        ) : null}
        {mayWithdraw ? (
          <Text size="sm">{t('It is yours, so another administrator has to approve it.')}</Text>
        ) : mayDecide ? (
          <Text size="sm">
            {t(
              'If you approve, exactly this is carried out at once, and both your names are on record. You answer for it as well.',
            )}
          </Text>
        ) : (
          <Text size="sm">{t('Deciding it takes the permissions that the change itself takes.')}</Text>
        )}
        <Problem error={approve.error ?? reject.error ?? withdraw.error} />
        <Group>
          {mayDecide && !stale ? (
            <Button size="compact-sm" loading={approve.isPending} onClick={() => approve.mutate({ params })}>
              {t('Approve')}
            </Button>
          ) : null}
          {mayDecide ? (
            <Confirm
              label={t('Reject')}
              question={t('Reject this proposal?')}
              consequence={t('Nothing is changed. Whoever wants it has to propose it anew.')}
              busy={reject.isPending}
              onConfirm={() => reject.mutate({ params })}
            />
          ) : null}
          {mayWithdraw ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={withdraw.isPending}
              onClick={() => withdraw.mutate({ params })}
            >
              {t('Withdraw')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Card>
  );
}

/** A link or token that came of it: it is shown this once, to be handed over. */
function Result({ result }: { readonly result: unknown }) {
  const { t } = useTranslation();
  const secret = secretIn(result);
  if (secret === undefined) return null;
  return (
    <>
      <Text size="sm" mt="xs">
        {t('This came of it. It is shown this once: hand it over yourself.')}
      </Text>
      <Code block>{secret}</Code>
    </>
  );
}

function secretIn(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  if ('token' in result && typeof result.token === 'string') return result.token;
  if ('link' in result) return secretIn(result.link);
  const isLink = 'url' in result && 'expiresAt' in result && typeof result.url === 'string';
  return isLink ? String(result.url) : undefined;
}
