import { Alert, Badge, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Attention } from '#contracts/api/installation.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { Since } from '../../parts/since.tsx';
import { said } from '../../texts/said.ts';
import { useApiWords } from '../../texts/use-api-words.ts';
import { useChange } from '../../use-change.ts';
import { keyPurposeNames } from '../settings/key-purposes.ts';
import { partName } from './part-name.ts';
import { Reports } from './reports.tsx';
import { Offered } from '../../rights/offered.tsx';
import { Weakenings } from './weakenings.tsx';

const severities = {
  urgent: { label: said('now'), colour: 'red' },
  soon: { label: said('soon'), colour: 'yellow' },
  known: { label: said('to know'), colour: 'gray' },
} as const;

const purposeNames: ReadonlyMap<string, string> = new Map(Object.entries(keyPurposeNames));

const shownAbove: ReadonlySet<Attention['kind']> = new Set(['recovered', 'reported', 'weakened']);

/** What an administrator should look at, each with the way there. */
export function NeedsAttention() {
  const { t } = useTranslation();
  const read = useQuery({ ...reading(api.installation.attention, {}), refetchInterval: 30_000 });
  return (
    <Section title={t('Needs attention')}>
      <Reading read={read}>
        {({ items }) => (
          <>
            {items.length === 0 ? <Text c="dimmed">{t('Nothing needs attention.')}</Text> : null}
            <Recovered item={items.find(({ kind }) => kind === 'recovered')} />
            <Reports />
            <Weakenings count={items.find(({ kind }) => kind === 'weakened')?.count ?? 0} />
            <List listStyleType="none" spacing="xs" className="rows">
              {items
                .filter(({ kind }) => !shownAbove.has(kind))
                .map((item) => (
                  <List.Item key={item.kind}>
                    <Line item={item} />
                  </List.Item>
                ))}
            </List>
          </>
        )}
      </Reading>
    </Section>
  );
}

/** A use of the way back in stays in red until somebody says that they saw it. */
function Recovered({ item }: { readonly item: Attention | undefined }) {
  const { t } = useTranslation();
  const acknowledge = useChange(api.installation.acknowledge);
  if (item === undefined || item.at === null) return null;
  const { at, count } = item;
  return (
    <Alert color="red" mb="sm" title={t('The way back in was used {{count}} times', { count })}>
      <Text size="sm" mb="xs">
        {t('Somebody on the machine itself, past every policy.')} <Since at={at} />{' '}
        <PageLink to="/audit?kind=recovered" size="sm">
          {t('What they did')}
        </PageLink>
      </Text>
      <Problem error={acknowledge.error} />
      <Offered by={api.installation.acknowledge}>
        <Button
          size="compact-sm"
          color="red"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ body: { until: at } })}
        >
          {t('I have seen it')}
        </Button>
      </Offered>
    </Alert>
  );
}

function Line({ item }: { readonly item: Attention }) {
  const { t } = useTranslation();
  const { label, colour } = severities[item.severity];
  const { to, text } = useWords(item);
  const nameOf = useNames(item);
  const names = item.about.map(({ name }) => nameOf(name)).join(', ');
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Badge color={colour} variant="light" size="sm" miw={72}>
        {t(label)}
      </Badge>
      <div>
        <PageLink to={to} size="sm">
          {text}
        </PageLink>
        <Text size="xs" c="dimmed">
          {names} {item.at === null ? null : <Since at={item.at} />}
        </Text>
      </div>
    </Group>
  );
}

/** Says what a line is about: names that people gave stay, words of ours are said in the reader's language. */
function useNames({ kind }: Attention): (name: string) => string {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  if (kind === 'part-failing') return (name) => t(partName(name));
  if (kind === 'key-expiring') return (name) => t(purposeNames.get(name) ?? name);
  return kind === 'test-broken' ? apiWords : (name) => name;
}

function useWords({ kind, count }: Attention): { readonly to: string; readonly text: string } {
  const { t } = useTranslation();
  switch (kind) {
    case 'recovered':
      return { to: '/audit', text: t('The way back in was used {{count}} times', { count }) };
    case 'reported':
      return { to: '/', text: t('{{count}} reports that something was not them', { count }) };
    case 'weakened':
      return { to: '/proposals', text: t('{{count}} changes weakened protection', { count }) };
    case 'proposals-waiting':
      return { to: '/proposals', text: t('{{count}} changes wait for a second person', { count }) };
    case 'second-person-alone':
      return {
        to: '/people',
        text: t('A second person has to agree to what weakens protection, and there is none'),
      };
    case 'part-failing':
      return { to: '/', text: t('{{count}} parts are not well', { count }) };
    case 'gateway-away':
      return { to: '/gateways', text: t('{{count}} gateways are away', { count }) };
    case 'key-expiring':
      return { to: '/settings', text: t('{{count}} keys end soon, and the next is not there', { count }) };
    case 'one-owner':
      return { to: '/people', text: t('There is only one owner') };
    case 'no-backup':
      return { to: '/settings', text: t('No backup was made in the last 30 days') };
    case 'records-dropped':
      return { to: '/audit', text: t('Records were lost {{count}} times in the last days', { count }) };
    case 'groups-unknown':
      return {
        to: '/providers',
        text: t('The groups of {{count}} people are unknown at the moment.', { count }),
      };
    case 'test-broken':
      return { to: '/policy-tests', text: t('{{count}} policy tests do not hold any more', { count }) };
    case 'not-enforced':
      return {
        to: '/policies',
        text: t('{{count}} policies are not enforced though their time has come', { count }),
      };
    case 'observing':
      return { to: '/policies', text: t('{{count}} policies only observe', { count }) };
    case 'account-unanswered':
      return {
        to: '/service-accounts',
        text: t('Nobody answers for {{count}} service accounts', { count }),
      };
    case 'account-key-ending':
      return {
        to: '/service-accounts',
        text: t('The last key of {{count}} service accounts ends soon', { count }),
      };
    case 'public-paths':
      return { to: '/apps/public-paths', text: t('{{count}} public paths', { count }) };
  }
}
