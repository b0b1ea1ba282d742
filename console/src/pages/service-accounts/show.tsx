import { Alert, Anchor, Button, Group, Paper, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { ServiceAccount } from '#contracts/api/service-accounts.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Reading } from '../../parts/reading.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { ChooseApps, ChooseGroups, ChooseOwner } from './choices.tsx';
import { Keys } from './keys.tsx';
import { Offered } from '../../rights/offered.tsx';
import { Editable } from '../../rights/editable.tsx';

/** One service account: its keys, and what can be changed of it. */
export function ShowServiceAccount() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.serviceAccounts.get, { params: { account: id } }));
  return <Reading read={read}>{(account) => <Account account={account} />}</Reading>;
}

function Account({ account }: { readonly account: ServiceAccount }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const update = useChange(api.serviceAccounts.update);
  const remove = useChange(api.serviceAccounts.remove, () => void navigate({ to: '/service-accounts' }));
  const target = { params: { account: account.id }, version: account.version };
  const setState = (state: ServiceAccount['state']) => update.mutate({ ...target, body: { state } });
  return (
    <>
      <PageTitle
        title={account.name}
        lead={account.description}
        actions={
          <Button component={Link} to={`/decisions?person=${account.id}`} variant="default">
            {t('Decisions')}
          </Button>
        }
      />
      <Problem error={update.error ?? remove.error} />
      {account.state === 'enabled' ? null : (
        <Alert color="red" mb="md">
          {t('It is disabled: none of its keys opens anything.')}
        </Alert>
      )}
      <Unanswered owner={account.owner} />
      <Keys account={account} />
      <Settings key={account.version} account={account} />
      <Group>
        {account.state === 'enabled' ? (
          <Offered by={api.serviceAccounts.update} about={{ account: account.id }}>
            <Confirm
              label={t('Disable')}
              question={t('Disable {{name}}?', { name: account.name })}
              consequence={t(
                'Everything it has open is cut at once. Its keys stay; you can enable it again.',
              )}
              busy={update.isPending}
              onConfirm={() => setState('disabled')}
            />
          </Offered>
        ) : (
          <Offered by={api.serviceAccounts.update} about={{ account: account.id }}>
            <Button size="compact-sm" variant="default" onClick={() => setState('enabled')}>
              {t('Enable')}
            </Button>
          </Offered>
        )}
        <Offered by={api.serviceAccounts.remove} about={{ account: account.id }}>
          <Confirm
            label={t('Remove')}
            question={t('Remove {{name}} with its keys?', { name: account.name })}
            consequence={t('Everything it has open is cut at once, and its keys are worth nothing.')}
            busy={remove.isPending}
            onConfirm={() => remove.mutate(target)}
          />
        </Offered>
        <Offered by={api.policies.create}>
          <Anchor component={Link} to="/policies/new" size="sm">
            {t('Write a policy for it')}
          </Anchor>
        </Offered>
      </Group>
    </>
  );
}

/** Says that nobody answers for an account, and what that may mean where somebody did. */
function Unanswered({ owner }: Pick<ServiceAccount, 'owner'>) {
  const { t } = useTranslation();
  if (owner?.state === 'enabled') return null;
  return (
    <Alert color="yellow" mb="md">
      {owner === null
        ? t('Nobody answers for it. Give it an owner.')
        : t(
            '{{name}} cannot answer for it any more. Give it another owner, and new keys: the old ones may have been kept.',
            { name: owner.name },
          )}
    </Alert>
  );
}

function Settings({ account }: { readonly account: ServiceAccount }) {
  const { t } = useTranslation();
  const [description, setDescription] = useState(account.description);
  const [owner, setOwner] = useState(account.owner?.id ?? null);
  const [apps, setApps] = useState(account.apps.map(({ id }) => id));
  const [groups, setGroups] = useState(account.groups.map(({ id }) => id));
  const [labels, setLabels] = useState([...account.labels]);
  const update = useChange(api.serviceAccounts.update);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const body = { description, owner, apps, groups, labels };
    update.mutate({ params: { account: account.id }, version: account.version, body });
  };
  return (
    <Editable by={api.serviceAccounts.update} about={{ account: account.id }}>
      <Paper withBorder p="lg" maw={680} mb="lg">
        <form onSubmit={save}>
          <Stack>
            <TextInput
              label={t('What the program does')}
              value={description}
              onChange={(e) => setDescription(e.currentTarget.value)}
            />
            <ChooseApps
              label={t('May open at all')}
              description={t('A bound that no policy can widen. What it has open on others is cut at once.')}
              value={apps}
              onChange={setApps}
            />
            <ChooseOwner value={owner} onChange={setOwner} />
            <ChooseGroups value={groups} onChange={setGroups} />
            <TagsInput
              label={t('Labels')}
              description={t('Such as env=prod; policies can ask for them.')}
              value={labels}
              onChange={setLabels}
            />
            <Problem error={update.error} />
            <Group justify="space-between">
              <Text size="sm" c="dimmed">
                {t('Name in policies')}: <code>{account.name}</code>
              </Text>
              <Button type="submit" loading={update.isPending}>
                {t('Save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Editable>
  );
}
