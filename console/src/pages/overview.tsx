import { Anchor, Badge, Card, Group, List, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../api.ts';
import { Empty } from '../parts/empty.tsx';
import { Loading } from '../parts/loading.tsx';
import { PageLink } from '../parts/page-link.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { Problem } from '../parts/problem.tsx';
import { Since } from '../parts/since.tsx';
import { useMay } from '../rights/use-may.ts';
import { useStreaming } from '../stream/stream.ts';
import { usePages } from '../use-pages.ts';
import { NeedsAttention } from './overview/attention.tsx';
import { partName } from './overview/part-name.ts';
import { useApiWords } from '../texts/use-api-words.ts';
import { useReason } from '../texts/use-reason.ts';

const colours = { ok: 'teal', degraded: 'yellow', failing: 'red' } as const;

/** What is open, what was refused last, and how the parts are. */
export function Overview() {
  const may = useMay({ by: api.installation.status });
  if (may.kind === 'unknown') return <Loading />;
  return may.kind === 'yes' ? <Everything /> : <OwnAlone />;
}

/** For whoever may not read how the installation is. */
function OwnAlone() {
  const { t } = useTranslation();
  return (
    <>
      <PageTitle title={t('Overview')} />
      <Empty
        text={t('You may see what is yours: your connections, decisions about you, and your API tokens.')}
        action={<PageLink to="/decisions">{t('Decisions')}</PageLink>}
      />
    </>
  );
}

function Everything() {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  const reasonInWords = useReason();
  const streaming = useStreaming();
  const status = useQuery({
    ...reading(api.installation.status, {}),
    refetchInterval: streaming ? false : 5_000,
  });
  const live = usePages(api.connections.list, { limit: 100 }, { everyMs: 3_000 });
  const refused = usePages(api.decisions.list, { outcome: 'deny', limit: 5 }, { everyMs: 5_000 });
  const apps = usePages(api.apps.list, { limit: 100 });
  const own = apps.rows?.filter((app) => app.system === null);
  return (
    <>
      <PageTitle title={t('Overview')} />
      <Problem error={status.error} />
      <SimpleGrid cols={3} spacing={{ base: 'xs', sm: 'md' }} mb="lg">
        <Figure label={t('Live connections')} value={live.rows?.length} to="/live" />
        <Figure label={t('Apps')} value={own?.length} to="/apps" />
        <Figure label={t('Policy revision')} value={status.data?.policyRevision} to="/policies" />
      </SimpleGrid>
      <NeedsAttention />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Card withBorder>
          <Text fw={600} mb="sm">
            {t('Refused last')}
          </Text>
          {refused.rows?.length === 0 ? <Text c="dimmed">{t('Nobody was refused.')}</Text> : null}
          <List listStyleType="none" spacing="xs">
            {refused.rows?.map((decision) => (
              <List.Item key={decision.id}>
                <Anchor component={Link} to={`/decisions/${decision.id}`}>
                  {decision.person?.name ?? t('Somebody')} → {decision.app?.name ?? '–'}
                </Anchor>
                <Text size="sm" c="dimmed">
                  {reasonInWords(decision, decision.person?.id)} <Since at={decision.at} />
                </Text>
              </List.Item>
            ))}
          </List>
        </Card>
        <Card withBorder>
          <Text fw={600} mb="sm">
            {t('How the parts are')}
          </Text>
          {status.data?.checks.map((check) => (
            <Group key={check.name} justify="space-between" mb={4} wrap="nowrap">
              <Text size="sm">
                {t(partName(check.name))}
                {check.why === null ? '' : `: ${apiWords(check.why)}`}
              </Text>
              <Badge color={colours[check.state]} variant="light">
                {t(check.state)}
              </Badge>
            </Group>
          ))}
        </Card>
      </SimpleGrid>
    </>
  );
}

function Figure({ label, value, to }: { label: string; value: number | undefined; to: string }) {
  return (
    <Card withBorder component={Link} to={to} p={{ base: 'xs', sm: 'md' }}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={32} fw={700} lh={1.2}>
        {value ?? '…'}
      </Text>
    </Card>
  );
}
