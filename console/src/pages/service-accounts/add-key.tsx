import { NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallAnswer } from '#contracts/api/operation.ts';
import { api } from '#contracts/api/operations.ts';
import type { ServiceAccount } from '#contracts/api/service-accounts.ts';
import { keyLifetimeDays } from '#contracts/service-keys.ts';

import { useChange } from '../../use-change.ts';
import { ChooseApps } from './choices.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';

/** A key as it is shown once. */
export type NewKey = CallAnswer<typeof api.serviceAccounts.addKey>;

interface Props {
  readonly account: ServiceAccount;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (key: NewKey) => void;
}

/** Asks what a new key is for and how long it works. */
export function AddKey({ account, opened, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [days, setDays] = useState<number>(keyLifetimeDays.usual);
  const [apps, setApps] = useState<string[]>([]);
  const add = useChange(api.serviceAccounts.addKey, (key) => {
    setName('');
    setApps([]);
    onClose();
    onMade(key);
  });
  const submit = () => {
    const body = { name, lifetimeDays: days, ...(apps.length === 0 ? {} : { apps }) };
    add.mutate({ params: { account: account.id }, body });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Make a key')}
      label={t('Make the key')}
      change={add}
      onSubmit={submit}
    >
      <TextInput
        label={t('Where it is used')}
        description={t('So that somebody knows later whether it may go.')}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        required
        data-autofocus
      />
      <NumberInput
        label={t('Works for, in days')}
        description={t('A key is never prolonged: make a new one and set an end for the old.')}
        value={days}
        min={1}
        max={keyLifetimeDays.most}
        onChange={(value) => setDays(Number(value))}
      />
      <ChooseApps
        label={t('Only for these apps')}
        description={t('None chosen: all that the account may open.')}
        among={account.apps}
        value={apps}
        onChange={setApps}
      />
    </FormDialog>
  );
}
