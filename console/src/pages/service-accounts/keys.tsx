import { Badge, Box, Button, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { ServiceAccount, ServiceKey } from '#contracts/api/service-accounts.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useChange } from '../../use-change.ts';
import { AddKey, type NewKey } from './add-key.tsx';
import { EndKey } from './end-key.tsx';
import { KeyOnce } from './key-once.tsx';
import { Offered } from '../../rights/offered.tsx';

const colours = { live: 'teal', expired: 'gray', revoked: 'red' } as const;

/** The keys of an account: those that work, and those that did. */
export function Keys({ account }: { readonly account: ServiceAccount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [adding, { open, close }] = useDisclosure();
  const [made, setMade] = useState<NewKey>();
  const read = useQuery(reading(api.serviceAccounts.keys, { params: { account: account.id } }));
  const add = (
    <Offered by={api.serviceAccounts.addKey} about={{ account: account.id }}>
      <Button onClick={open}>{t('Make a key')}</Button>
    </Offered>
  );
  return (
    <Box component="section" mb="xl">
      <Group justify="space-between" mb="xs">
        <Title order={3}>{t('Keys')}</Title>
        {add}
      </Group>
      <AddKey account={account} opened={adding} onClose={close} onMade={setMade} />
      <KeyOnce made={made} onClose={() => setMade(undefined)} />
      <Listing
        rows={read.data?.items}
        error={read.error}
        keyOf={(key) => key.id}
        empty={<Empty text={t('No key yet: without one it opens nothing.')} />}
        columns={[
          {
            name: t('Key'),
            cell: (key) => (
              <>
                <Text fw={600} dir="auto">
                  {key.name}
                </Text>
                {key.apps === null ? null : (
                  <Text size="sm" c="dimmed">
                    {t('only {{apps}}', { apps: format.list(key.apps.map(({ name }) => name)) })}
                  </Text>
                )}
              </>
            ),
          },
          {
            name: t('State'),
            cell: ({ state }) => (
              <Badge color={colours[state]} variant="light">
                {t(state)}
              </Badge>
            ),
          },
          {
            name: t('Last used'),
            cell: ({ usedAt, usedFrom }) =>
              usedAt === null ? (
                t('never used')
              ) : (
                <>
                  <Since at={usedAt} />
                  <Text size="sm" c="dimmed">
                    {usedFrom}
                  </Text>
                </>
              ),
          },
          { name: t('Works until'), cell: (key) => format.moment(key.revokedAt ?? key.expiresAt) },
          { name: '', cell: (key) => <Actions account={account.id} shown={key} /> },
        ]}
      />
    </Box>
  );
}

function Actions({ account, shown }: { readonly account: string; readonly shown: ServiceKey }) {
  const { t } = useTranslation();
  const [ending, { open, close }] = useDisclosure();
  const revoke = useChange(api.serviceAccounts.revokeKey);
  if (shown.state !== 'live') return null;
  return (
    <>
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <Offered by={api.serviceAccounts.endKey} about={{ account }}>
          <Button size="compact-sm" variant="default" onClick={open}>
            {t('Set an end')}
          </Button>
        </Offered>
        <Offered by={api.serviceAccounts.revokeKey} about={{ account }}>
          <Confirm
            label={t('Revoke')}
            question={t('Revoke the key {{name}}?', { name: shown.name })}
            consequence={t('Everything that is open by it is cut at once, and it never works again.')}
            busy={revoke.isPending}
            onConfirm={() => revoke.mutate({ params: { account, key: shown.id } })}
          />
        </Offered>
      </Group>
      <EndKey account={account} shown={shown} opened={ending} onClose={close} />
      <Problem error={revoke.error} />
    </>
  );
}
