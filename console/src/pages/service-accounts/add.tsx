import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';

import { useChange } from '../../use-change.ts';
import { ChooseApps } from './choices.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Asks for a new service account and leads to it, where its first key is made. */
export function AddAccount({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [apps, setApps] = useState<string[]>([]);
  const create = useChange(api.serviceAccounts.create, ({ id }) => {
    onClose();
    void navigate({ to: `/service-accounts/${id}` });
  });
  const submit = () => {
    create.mutate({ body: { name, description, apps } });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Add a service account')}
      label={t('Add')}
      change={create}
      onSubmit={submit}
    >
      <TextInput
        label={t('Name')}
        description={t('Lower-case letters, digits and hyphens, such as deploy-bot.')}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        spellCheck={false}
        required
        data-autofocus
      />
      <TextInput
        label={t('What the program does')}
        value={description}
        onChange={(e) => setDescription(e.currentTarget.value)}
      />
      <ChooseApps
        label={t('May open at all')}
        description={t('A bound that no policy can widen; policies decide within it.')}
        value={apps}
        onChange={setApps}
      />
    </FormDialog>
  );
}
