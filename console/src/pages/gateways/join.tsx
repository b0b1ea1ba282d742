import { NumberInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';

import { useChange } from '../../use-change.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** Gets the command to paste, with the token in it. */
  readonly onMade: (command: string) => void;
}

/** Makes a token that lets a new gateway join. */
export function NewGateway({ opened, onClose, onMade }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [minutes, setMinutes] = useState(60);
  const make = useChange(api.gateways.joinToken, ({ token }) => {
    setName('');
    onClose();
    onMade(`SALLYPORT_CONTROL_JOIN_TOKEN=${token} sallyport gateway --control HOST:PORT`);
  });
  const submit = () => {
    make.mutate({ body: { name, lifetimeMinutes: minutes } });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Add a gateway')}
      label={t('Make the command')}
      change={make}
      onSubmit={submit}
    >
      <Text size="sm">
        {t('You get a command with a token that works once. Whoever has it can join a gateway of theirs.')}
      </Text>
      <TextInput
        label={t('Name')}
        description={t('What the gateway will be called.')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        data-autofocus
      />
      <NumberInput
        label={t('Works for so many minutes')}
        value={minutes}
        min={1}
        max={10_080}
        onChange={(value) => setMinutes(Number(value))}
      />
    </FormDialog>
  );
}
