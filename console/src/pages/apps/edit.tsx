import {
  Alert,
  Anchor,
  Button,
  Group,
  NumberInput,
  Paper,
  Select,
  Stack,
  Switch,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '#contracts/api/apps.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { said } from '../../texts/said.ts';
import { useChange } from '../../use-change.ts';
import { PublicPathsOfApp } from './public-paths-edit.tsx';
import { ReachOfApp } from './reach.tsx';
import { RoutesOfApp } from './routes.tsx';
import { Editable } from '../../rights/editable.tsx';
import { Offered } from '../../rights/offered.tsx';
import { upstreamOf } from './upstream-details.ts';
import { UpstreamForm, type UpstreamDraft } from './upstream-form.tsx';

/** One app: what can be changed of it. */
export function EditApp() {
  const { id } = useParams({ strict: false });
  const read = useQuery(reading(api.apps.get, { params: { app: id ?? '' } }));
  return <Reading read={read}>{(app) => <AppForm key={app.version} app={app} />}</Reading>;
}

const degrees = [said('low'), said('medium'), said('high')];

function AppForm({ app }: { readonly app: App }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [title, setTitle] = useState(app.title);
  const [upstream, setUpstream] = useState<UpstreamDraft>(() => {
    const { url = '', ...details } = app.upstream ?? {};
    return { url, details };
  });
  const [graceSeconds, setGrace] = useState(app.graceMs / 1000);
  const [labels, setLabels] = useState([...app.labels]);
  const [sensitivity, setSensitivity] = useState(app.sensitivity);
  const [tags, setTags] = useState([...app.tags]);
  const [isolated, setIsolated] = useState(app.isolated);
  const update = useChange(api.apps.update);
  const remove = useChange(api.apps.remove, () => void navigate({ to: '/apps' }));
  const ours = app.system !== null;
  const target = { params: { app: app.id }, version: app.version };
  const save = (event: FormEvent) => {
    event.preventDefault();
    const written = { upstream: upstreamOf(upstream.url, upstream.details) };
    const body = {
      title,
      labels,
      tags,
      sensitivity,
      isolated,
      graceMs: graceSeconds * 1000,
      ...(app.upstream === null ? {} : written),
    };
    update.mutate({ ...target, body });
  };
  const toggle = () =>
    update.mutate({ ...target, body: { state: app.state === 'enabled' ? 'disabled' : 'enabled' } });
  return (
    <>
      <PageTitle
        title={app.title}
        lead={app.host ?? ''}
        actions={
          <Group gap="xs">
            <Button component={Link} to={`/decisions?app=${app.id}`} variant="default">
              {t('Decisions')}
            </Button>
            <Offered by={api.decisions.why}>
              <Button component={Link} to={`/why?app=${encodeURIComponent(app.name)}`} variant="default">
                {t('Why can somebody …?')}
              </Button>
            </Offered>
            {app.url === null ? null : (
              <Button component="a" href={app.url} target="_blank" rel="noopener" variant="default">
                {t('Open it')}
              </Button>
            )}
          </Group>
        }
      />
      <Problem error={update.error ?? remove.error} />
      {update.data?.inForce === false ? (
        <Alert color="yellow" mb="md" role="status">
          {t('Saved. A gateway has not taken it in yet; it does in a moment.')}
        </Alert>
      ) : null}
      <Editable by={api.apps.update} about={{ app: app.id }}>
        <Paper withBorder p="lg" maw={680} mb="lg">
          <form onSubmit={save}>
            <Stack>
              <TextInput
                label={t('Title')}
                value={title}
                onChange={(e) => setTitle(e.currentTarget.value)}
                required
              />
              {app.upstream === null ? null : (
                <UpstreamForm value={upstream} onChange={setUpstream} name={app.name} />
              )}
              <Select
                label={t('Sensitivity')}
                description={t('Policies can ask for it.')}
                data={degrees.map((value) => ({ value, label: t(value) }))}
                value={sensitivity}
                allowDeselect={false}
                onChange={(value) => setSensitivity((value ?? 'medium') as App['sensitivity'])}
              />
              <TagsInput
                label={t('Labels')}
                description={t('Such as data=payroll; policies can ask for them.')}
                value={labels}
                onChange={setLabels}
              />
              <TagsInput
                label={t('Tags')}
                description={t('Names that one policy can use for many apps, such as internal.')}
                value={tags}
                onChange={setTags}
              />
              <NumberInput
                label={t('Grace, in seconds')}
                description={t(
                  'How long an open connection may live on when its decision cannot be confirmed.',
                )}
                value={graceSeconds}
                min={2}
                max={3600}
                onChange={(value) => setGrace(Number(value))}
              />
              <Switch
                label={t('Keep pages of other apps out')}
                checked={isolated}
                onChange={(e) => setIsolated(e.currentTarget.checked)}
              />
              <Group justify="space-between">
                <Text size="sm" c="dimmed">
                  {t('Name in policies')}: <code>{app.name}</code>
                </Text>
                <Button type="submit" loading={update.isPending}>
                  {t('Save')}
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
      </Editable>
      <ReachOfApp id={app.id} />
      {ours ? null : (
        <>
          <PublicPathsOfApp app={app} />
          <RoutesOfApp app={app} />
        </>
      )}
      {ours ? null : (
        <Group>
          {app.state === 'enabled' ? (
            <Offered by={api.apps.update} about={{ app: app.id }}>
              <Confirm
                label={t('Switch off')}
                question={t('Switch this app off?')}
                consequence={t('Everything that is open on it is cut at once. You can switch it on again.')}
                onConfirm={toggle}
              />
            </Offered>
          ) : (
            <Offered by={api.apps.update} about={{ app: app.id }}>
              <Button size="compact-sm" onClick={toggle}>
                {t('Switch on')}
              </Button>
            </Offered>
          )}
          <Offered by={api.apps.remove} about={{ app: app.id }}>
            <Confirm
              label={t('Remove')}
              question={t('Remove this app?')}
              consequence={t('Everything that is open on it is cut at once, and its settings are gone.')}
              onConfirm={() => remove.mutate(target)}
            />
          </Offered>
          <Offered by={api.policies.create}>
            <Anchor component={Link} to="/policies/new" size="sm">
              {t('Write a policy for it')}
            </Anchor>
          </Offered>
        </Group>
      )}
    </>
  );
}
