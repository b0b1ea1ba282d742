import { Button, Group, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { Editable } from '../../rights/editable.tsx';

/** Adds a provider, switched off: it is tried before anybody comes by it. */
export function AddProvider() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [title, setTitle] = useState('');
  const [issuer, setIssuer] = useState('https://');
  const [clientId, setClientId] = useState('');
  const [secret, setSecret] = useState('');
  const create = useChange(api.providers.create, ({ id }) => void navigate({ to: `/providers/${id}` }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = secret === '' ? {} : { clientSecret: secret };
    create.mutate({ body: { name, title, issuer, clientId, ...given, state: 'disabled' } });
  };
  return (
    <>
      <PageTitle
        title={t('Add a provider')}
        lead={t('It starts switched off. On the next page you try it, and switch it on.')}
      />
      <Editable by={api.providers.create}>
        <Paper withBorder p="lg" maw={620}>
          <form onSubmit={submit}>
            <Stack>
              <TextInput
                label={t('Name')}
                description={t(
                  'Short: lower case, digits, hyphens. It stands in addresses and never changes.',
                )}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                pattern="[a-z][a-z0-9\-]*"
                required
                autoFocus
                spellCheck={false}
              />
              <TextInput
                label={t('Title')}
                description={t('What the button says after "Continue with".')}
                value={title}
                onChange={(event) => setTitle(event.currentTarget.value)}
                required
              />
              <TextInput
                label={t('Issuer')}
                description={t('As the provider writes itself, to the letter. It never changes.')}
                value={issuer}
                onChange={(event) => setIssuer(event.currentTarget.value)}
                required
                spellCheck={false}
              />
              <TextInput
                label={t('Client')}
                description={t('What the provider calls us.')}
                value={clientId}
                onChange={(event) => setClientId(event.currentTarget.value)}
                required
                spellCheck={false}
              />
              <PasswordInput
                label={t('Client secret')}
                description={t('Kept sealed, never shown again. Empty for a public client.')}
                value={secret}
                onChange={(event) => setSecret(event.currentTarget.value)}
                autoComplete="off"
              />
              <Text size="sm" c="dimmed">
                {t('The addresses that the provider has to be told stand on the next page.')}
              </Text>
              <Problem error={create.error} />
              <Group justify="flex-end">
                <Button type="submit" loading={create.isPending}>
                  {t('Add it')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
      </Editable>
    </>
  );
}
