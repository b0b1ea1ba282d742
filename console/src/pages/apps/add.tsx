import { Anchor, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { Editable } from '../../rights/editable.tsx';
import { upstreamOf } from './upstream-details.ts';
import { UpstreamForm, type UpstreamDraft } from './upstream-form.tsx';

/** Puts an app behind Sallyport: a name, an upstream, a try. */
export function AddApp() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [upstream, setUpstream] = useState<UpstreamDraft>({ url: 'http://127.0.0.1:', details: {} });
  const create = useChange(api.apps.create, (app) => void navigate({ to: `/apps/${app.id}` }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: { name, upstream: upstreamOf(upstream.url, upstream.details) } });
  };
  return (
    <>
      <PageTitle title={t('Add an app')} lead={t('Any web application that this machine can reach.')} />
      <Editable by={api.apps.create}>
        <Paper withBorder p="lg" maw={620}>
          <form onSubmit={submit}>
            <Stack>
              <TextInput
                label={t('Name')}
                description={t('Short, as policies and the address use it: lower case, digits, hyphens.')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                required
                autoFocus
                pattern="[a-z][a-z0-9\-]*"
                spellCheck={false}
              />
              <UpstreamForm value={upstream} onChange={setUpstream} name={name} />
              <Problem error={create.error} />
              <Text size="sm" c="dimmed">
                {t('Nobody can open it before a policy says so.')}{' '}
                <Anchor component={Link} to="/policies/new" size="sm">
                  {t('Write a policy')}
                </Anchor>
              </Text>
              <Group justify="flex-end">
                <Button type="submit" loading={create.isPending}>
                  {t('Add the app')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
      </Editable>
    </>
  );
}
