import { Badge, Button, Code, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gateway } from '#contracts/api/gateways.ts';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { said } from '../../texts/said.ts';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { ShownOnce } from '../settings/shown-once.tsx';
import { NewGateway } from './join.tsx';
import { Offered } from '../../rights/offered.tsx';

/** A gateway says that it is there every few seconds. */
const awayMs = 60_000;

const standings = {
  here: { label: said('connected'), colour: 'teal' },
  away: { label: said('away'), colour: 'yellow' },
  disabled: { label: said('disabled'), colour: 'red' },
} as const;

/** The gateways through which people come. */
export function GatewayList() {
  const { t } = useTranslation();
  const [adding, { open, close }] = useDisclosure();
  const [command, setCommand] = useState<string>();
  const { rows, error, more } = usePages(api.gateways.list, {}, { everyMs: 5_000 });
  const disable = useChange(api.gateways.disable);
  const enable = useChange(api.gateways.enable);
  return (
    <>
      <PageTitle
        title={t('Gateways')}
        lead={t('Where people enter. Each carries what it was granted, and nothing else.')}
        actions={
          <Offered by={api.gateways.joinToken}>
            <Button onClick={open}>{t('Add a gateway')}</Button>
          </Offered>
        }
      />
      <Problem error={disable.error ?? enable.error} />
      <NewGateway opened={adding} onClose={close} onMade={setCommand} />
      <ShownOnce
        title={t('On the new machine')}
        text={t('Put the address of the control plane in place of HOST:PORT, and run it there.')}
        value={command}
        onClose={() => setCommand(undefined)}
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={({ id }) => id}
        empty={<Empty text={t('No gateway yet.')} />}
        columns={[
          {
            name: t('Name'),
            cell: ({ name, fingerprint }) => (
              <div>
                <Text fw={600}>{name}</Text>
                {fingerprint === null ? null : (
                  <Text size="xs" c="dimmed">
                    {t('Certificate')} <Code>{fingerprint.slice(0, 16)}…</Code>
                  </Text>
                )}
              </div>
            ),
          },
          {
            name: t('State'),
            cell: (gateway) => {
              const { label, colour } = standings[standingOf(gateway)];
              return (
                <Badge color={colour} variant="light">
                  {t(label)}
                </Badge>
              );
            },
          },
          {
            name: t('Last heard of'),
            cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('Never') : <Since at={lastSeenAt} />),
          },
          { name: t('Version'), cell: ({ software }) => software ?? '–' },
          { name: t('Open connections'), cell: ({ live }) => live },
          {
            name: '',
            cell: ({ id, name, state }) =>
              state === 'enabled' ? (
                <Offered by={api.gateways.disable}>
                  <Confirm
                    label={t('Disable')}
                    question={t('Disable the gateway {{name}}?', { name })}
                    consequence={t(
                      'What is open on it is cut at once, it is granted nothing more, and join tokens that are still good are withdrawn.',
                    )}
                    busy={disable.isPending}
                    onConfirm={() => disable.mutate({ params: { gateway: id } })}
                  />
                </Offered>
              ) : (
                <Group justify="flex-end">
                  <Offered by={api.gateways.enable}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={enable.isPending}
                      onClick={() => enable.mutate({ params: { gateway: id } })}
                    >
                      {t('Enable')}
                    </Button>
                  </Offered>
                </Group>
              ),
          },
        ]}
      />
    </>
  );
}

function standingOf({ state, lastSeenAt }: Gateway): keyof typeof standings {
  if (state === 'disabled') return 'disabled';
  return lastSeenAt !== null && Date.now() - lastSeenAt < awayMs ? 'here' : 'away';
}
