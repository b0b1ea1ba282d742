import { Badge, Button, Card, Group, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Since } from '../../parts/since.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { Difference } from './difference.tsx';
import { Offered } from '../../rights/offered.tsx';

/** Every version of the policies, what it changed, and the way back to it. */
export function PolicyHistory() {
  const { t } = useTranslation();
  const format = useFormat();
  const { rows, error, more } = usePages(api.policies.revisions, {}, { everyMs: 5_000 });
  const [shown, show] = useState<number>();
  const rollBack = useChange(api.policies.rollBack);
  const confirm = useChange(api.policies.confirm);
  const newest = rows?.[0]?.revision;
  const waiting = rows?.find(({ confirmBefore }) => confirmBefore !== null);
  return (
    <>
      <PageTitle
        title={t('Versions of the policies')}
        lead={t('Every write makes one. None is ever lost.')}
      />
      <Problem error={rollBack.error ?? confirm.error} />
      {waiting === undefined || waiting.confirmBefore === null ? null : (
        <Card withBorder mb="md" role="status">
          <Group justify="space-between">
            <Text size="sm">
              {t('Version {{revision}} goes back by itself at {{time}} unless somebody confirms it.', {
                revision: waiting.revision,
                time: format.time(waiting.confirmBefore),
              })}
            </Text>
            <Offered by={api.policies.confirm}>
              <Button
                size="compact-sm"
                loading={confirm.isPending}
                onClick={() => confirm.mutate({ params: { revision: waiting.revision } })}
              >
                {t('Keep it')}
              </Button>
            </Offered>
          </Group>
        </Card>
      )}
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={({ revision }) => String(revision)}
        empty={<Empty text={t('Nothing was published yet.')} />}
        columns={[
          {
            name: t('Version'),
            cell: ({ revision }) => (
              <Group gap="xs">
                <Text fw={600}>{revision}</Text>
                {revision === newest ? <Badge variant="light">{t('in force')}</Badge> : null}
              </Group>
            ),
          },
          {
            name: t('By'),
            cell: ({ author, message }) => (
              <>
                <Text size="sm">{author.name ?? author.kind}</Text>
                <Text size="xs" c="dimmed">
                  {message}
                </Text>
              </>
            ),
          },
          { name: t('Published'), cell: ({ publishedAt }) => <Since at={publishedAt} /> },
          {
            name: t('Actions'),
            cell: ({ revision }) => (
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => show(revision)}>
                  {t('What changed')}
                </Button>
                {revision === newest ? null : (
                  <Offered by={api.policies.rollBack}>
                    <Confirm
                      label={t('Roll back')}
                      question={t('Roll back to version {{revision}}?', { revision })}
                      consequence={t(
                        'All policies become what they were then, as a new version. Open connections are decided anew at once.',
                      )}
                      busy={rollBack.isPending}
                      onConfirm={() => rollBack.mutate({ params: { revision }, body: {} })}
                    />
                  </Offered>
                )}
              </Group>
            ),
          },
        ]}
      />
      <Modal
        opened={shown !== undefined}
        onClose={() => show(undefined)}
        title={t('What version {{revision}} changed', { revision: shown })}
        size="xl"
      >
        {shown === undefined ? null : <ChangedIn revision={shown} />}
      </Modal>
    </>
  );
}

function ChangedIn({ revision }: { readonly revision: number }) {
  const read = useQuery(reading(api.policies.difference, { params: { revision } }));
  return <Reading read={read}>{({ items }) => <Difference items={items} />}</Reading>;
}
