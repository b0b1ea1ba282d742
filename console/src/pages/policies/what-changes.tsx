import { Alert, Button, Card, Group, List, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';

/** What a draft would change, worked out before it is published. */
export function WhatChanges({ changes }: { readonly changes: readonly PolicyChange[] }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<{ readonly id: string; readonly of: string }>();
  const draft = JSON.stringify(changes);
  const begin = useChange(api.policies.preview, ({ id }) => setAsked({ id, of: draft }));
  const cancel = useChange(api.policies.cancelPreview);
  const params = { preview: asked?.id ?? '' };
  const read = useQuery({
    ...reading(api.policies.getPreview, { params }),
    enabled: asked !== undefined,
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 500 : false),
  });
  const preview = read.data;
  const ask = (replay: 'sample' | 'all') => begin.mutate({ body: { changes: [...changes], replay } });
  const running = preview?.state === 'running';
  return (
    <Card withBorder component="section" aria-label={t('What this changes')}>
      <Stack gap="sm">
        <Group justify="space-between">
          <Text fw={600}>{t('What this changes')}</Text>
          {running ? (
            <Button size="compact-sm" variant="default" onClick={() => cancel.mutate({ params })}>
              {t('Cancel')}
            </Button>
          ) : (
            <Button size="compact-sm" variant="light" loading={begin.isPending} onClick={() => ask('sample')}>
              {t('Work it out')}
            </Button>
          )}
        </Group>
        <Text size="xs" c="dimmed">
          {t(
            'People are judged as if they had just signed in by password and one-time code, on an unmanaged device; live connections by their last recorded decisions; a policy with a date as it is from then on.',
          )}
        </Text>
        <Problem error={begin.error ?? read.error ?? cancel.error} />
        {running ? <Progress value={preview.percent} aria-label={t('Progress')} animated /> : null}
        {preview?.state === 'failed' ? <Text size="sm">{t('It could not be worked out.')}</Text> : null}
        {preview?.state === 'cancelled' ? (
          <Text size="sm">{t('It was cancelled: what follows is not all.')}</Text>
        ) : null}
        {asked !== undefined && asked.of !== draft ? (
          <Alert color="yellow">{t('The draft was changed since. Work it out again.')}</Alert>
        ) : null}
        {preview?.report ? <Found report={preview.report} /> : null}
        {preview?.state === 'done' && preview.report?.replay.complete === false ? (
          <Button size="compact-sm" variant="subtle" onClick={() => ask('all')}>
            {t('Decide all recorded decisions again')}
          </Button>
        ) : null}
      </Stack>
    </Card>
  );
}

interface Named {
  readonly name: string;
}

function Found({ report }: { readonly report: PolicyPreviewReport }) {
  const { t } = useTranslation();
  const { impact, live, replay } = report;
  const names = (people: readonly Named[]) => people.map(({ name }) => name).join(', ');
  return (
    <List size="sm" spacing="xs">
      {impact.complete ? null : (
        <List.Item>
          {t('{{count}} pairs of person and app were looked at, not all.', { count: impact.checked })}
        </List.Item>
      )}
      {live.complete ? null : <List.Item>{t('Not all live connections could be looked at.')}</List.Item>}
      {impact.apps.length === 0 ? <List.Item>{t('Nobody gains or loses an app.')}</List.Item> : null}
      {impact.apps.map(({ app, gains, loses, gaining, losing }) => (
        <List.Item key={app.id}>
          {app.name}: {gains === 0 ? null : t('{{count}} may open it who cannot now', { count: gains })}{' '}
          <Text span size="xs" c="dimmed">
            {names(gaining)}
          </Text>{' '}
          {loses === 0 ? null : t('{{count}} may not open it any more', { count: loses })}{' '}
          <Text span size="xs" c="dimmed">
            {names(losing)}
          </Text>
        </List.Item>
      ))}
      <List.Item>
        {t('{{cut}} of {{count}} live connections would be cut.', { cut: live.cut, count: live.checked })}{' '}
        <Text span size="xs" c="dimmed">
          {live.connections.map(({ person, app }) => `${person.name} → ${app.name}`).join(', ')}
        </Text>
      </List.Item>
      <List.Item>
        {t('{{differing}} of {{count}} recorded decisions would be different.', {
          differing: replay.differing,
          count: replay.checked,
        })}
        {replay.decisions.slice(0, 20).map(({ decision, person, app, now, drafted, policies }) => (
          <Text size="xs" c="dimmed" key={decision}>
            {person.name} → {app.name}: {t(now)} → {t(drafted)} ({names(policies)})
          </Text>
        ))}
      </List.Item>
    </List>
  );
}
