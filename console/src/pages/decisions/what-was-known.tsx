import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DecisionDetail } from '#contracts/api/decisions.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Section } from '../../parts/section.tsx';
import { Facts } from '../why/facts.tsx';

/** The facts of a decision with who said them and how old they were, and the record as it is kept. */
export function WhatWasKnown({ decision }: { readonly decision: DecisionDetail }) {
  const { t } = useTranslation();
  const { id, at, person, app, input } = decision;
  const asked = { person: person?.id ?? '', app: app?.id ?? '', at: at + 1 };
  const known = input !== null && person !== null && app !== null;
  const read = useQuery({ ...reading(api.decisions.why, { body: asked }), enabled: known, retry: false });
  // Of two decisions in one moment the other may be the one that is explained.
  const facts = read.data?.record?.id === id ? read.data.facts : undefined;
  if (input === null)
    return (
      <Section title={t('What was known')}>
        <Text c="dimmed">{t('The input was not kept.')}</Text>
      </Section>
    );
  return (
    <Section title={t('What was known')}>
      {known && read.isPending ? <Loader role="status" size="sm" aria-label={t('Loading')} /> : null}
      {facts === undefined ? null : <Facts facts={facts} />}
      <details open={facts === undefined && !read.isPending}>
        <summary>{t('As it is recorded')}</summary>
        <pre className="input" tabIndex={0} aria-label={t('As it is recorded')}>
          {JSON.stringify(input, null, 2)}
        </pre>
      </details>
    </Section>
  );
}
