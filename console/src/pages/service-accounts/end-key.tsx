import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { ServiceKey } from '#contracts/api/service-accounts.ts';
import { Problem } from '../../parts/problem.tsx';
import { said } from '../../texts/said.ts';
import { useChange } from '../../use-change.ts';

const hour = 3_600_000;
const ends = [
  { hours: 1, label: said('In an hour') },
  { hours: 24, label: said('In a day') },
  { hours: 168, label: said('In a week') },
];

interface Props {
  readonly account: string;
  readonly shown: ServiceKey;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks when a key is to end, for a change of keys without a gap. */
export function EndKey({ account, shown, opened, onClose }: Props) {
  const { t } = useTranslation();
  const [hours, setHours] = useState('24');
  const end = useChange(api.serviceAccounts.endKey, onClose);
  const left = (shown.expiresAt - Date.now()) / hour;
  const save = () => {
    const at = Date.now() + Number(hours) * hour;
    end.mutate({ params: { account, key: shown.id }, body: { at } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('Set an end for {{name}}', { name: shown.name })}>
      <Stack>
        <Text size="sm">
          {t('Both keys work until then. What still lives on this one at its end is cut.')}
        </Text>
        <Select
          label={t('When')}
          data={ends
            .filter((one) => one.hours < left)
            .map((one) => ({ value: `${one.hours}`, label: t(one.label) }))}
          value={hours}
          allowDeselect={false}
          onChange={(value) => setHours(value ?? '24')}
        />
        <Problem error={end.error} />
        <Group justify="flex-end">
          <Button onClick={save} loading={end.isPending}>
            {t('Set the end')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
