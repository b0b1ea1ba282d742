import { Alert, Anchor, Badge, Button, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Proposal, WeakeningView } from '#contracts/api/proposals.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Section } from '../../parts/section.tsx';
import { Since } from '../../parts/since.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { usePages } from '../../use-pages.ts';
import { operationWords, stateColours, stateWords } from './words.ts';
import { WeakeningModal } from './weakening-modal.tsx';
import { Weakens } from './weakens.tsx';

/** Changes that wait for a second person, and those that weakened protection. */
export function ProposalList() {
  const { t } = useTranslation();
  const [state, setState] = useState<'open' | 'all'>('open');
  return (
    <>
      <PageTitle
        title={t('Second person')}
        lead={t('Changes that weaken protection: those that wait, and those that were made.')}
        actions={
          <SegmentedControl
            aria-label={t('Which are shown')}
            value={state}
            onChange={(value) => setState(value === 'all' ? 'all' : 'open')}
            data={[
              { value: 'open', label: t('Still open') },
              { value: 'all', label: t('All') },
            ]}
          />
        }
      />
      <Waiting state={state} />
      <Made state={state} />
    </>
  );
}

function Waiting({ state }: { readonly state: 'open' | 'all' }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, error, more } = usePages(api.proposals.list, { state }, { everyMs: 10_000 });
  const setting = useQuery(reading(api.proposals.list, { query: { limit: 1 } }));
  return (
    <Section title={t('Waiting for a second person')}>
      {setting.data?.secondPerson === 'off' ? (
        <Alert color="gray" mb="sm">
          {t(
            'No second person is asked for: what weakens protection is carried out at once, and shown below. The setting policy.second-person of the configuration changes that.',
          )}
        </Alert>
      ) : null}
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={({ id }) => id}
        empty={<Empty text={t('Nothing waits.')} />}
        columns={[
          {
            name: t('Change'),
            cell: (proposal) => (
              <>
                <Anchor component={Link} to={`/proposals/${proposal.id}`} fw={600} size="sm">
                  {t(operationWords[proposal.operation] ?? proposal.summary)}
                </Anchor>
                <Weakens weakens={proposal.weakens.slice(0, 5)} />
              </>
            ),
          },
          {
            name: t('Proposed by'),
            cell: ({ proposer, createdAt }) => (
              <>
                <Text size="sm" dir="auto">
                  {proposer.name}
                </Text>
                <Since at={createdAt} />
              </>
            ),
          },
          {
            name: t('State'),
            cell: (proposal) => (
              <>
                <State proposal={proposal} />
                {proposal.state === 'open' ? (
                  <Text size="xs" c="dimmed">
                    {t('until {{time}}', { time: format.moment(proposal.expiresAt) })}
                  </Text>
                ) : null}
              </>
            ),
          },
        ]}
      />
    </Section>
  );
}

function State({ proposal: { state, stale } }: { readonly proposal: Proposal }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" color={stale ? 'gray' : stateColours[state]}>
      {stale ? t('out of date') : t(stateWords[state])}
    </Badge>
  );
}

function Made({ state }: { readonly state: 'open' | 'all' }) {
  const { t } = useTranslation();
  const { rows, error, more } = usePages(api.weakenings.list, { state }, { everyMs: 10_000 });
  const [shown, show] = useState<WeakeningView>();
  return (
    <Section title={t('Changes that weakened protection')}>
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={({ id }) => id}
        empty={<Empty text={t('Everything that weakened protection was seen by somebody else.')} />}
        columns={[
          { name: t('What'), cell: ({ weakens }) => <Weakens weakens={weakens.slice(0, 5)} /> },
          {
            name: t('By'),
            cell: ({ actor, approvedBy, at }) => (
              <>
                <Text size="sm" dir="auto">
                  {actor.name ?? t(actor.kind)}
                </Text>
                {approvedBy === null ? null : (
                  <Text size="xs">
                    {t('agreed by {{name}}', { name: approvedBy.name ?? t(approvedBy.kind) })}
                  </Text>
                )}
                <Since at={at} />
              </>
            ),
          },
          {
            name: t('Seen'),
            cell: ({ acknowledgedBy }) => (
              <Text size="sm">
                {acknowledgedBy === null ? '–' : (acknowledgedBy.name ?? t(acknowledgedBy.kind))}
              </Text>
            ),
          },
          {
            name: '',
            cell: (weakening) => (
              <Button size="compact-sm" variant="default" onClick={() => show(weakening)}>
                {t('What changed')}
              </Button>
            ),
          },
        ]}
      />
      <WeakeningModal weakening={shown} onClose={() => show(undefined)} />
    </Section>
  );
}
