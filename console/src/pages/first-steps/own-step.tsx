import { Alert, Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '#contracts/api/apps.ts';
import { askedBefore } from '#contracts/api/asked.ts';
import { api } from '#contracts/api/operations.ts';
import { call, me } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { ProbeSaid } from '../apps/probe-said.tsx';
import { UpstreamDetailFields } from '../apps/upstream-detail-fields.tsx';
import {
  upstreamOf,
  withDetailFor,
  type DetailName,
  type UpstreamDetails,
} from '../apps/upstream-details.ts';
import { Step } from './step.tsx';
import { nameFor, readOwn, type Readers } from './own-app.ts';
import { ReadersChoice } from './readers-choice.tsx';
import { TakingIn } from './taking-in.tsx';
import { useInForce } from './use-in-force.ts';
import { Editable } from '../../rights/editable.tsx';

/** The same in every language. */
const exampleAddress = 'http://127.0.0.1:3000';

const detailNames: readonly DetailName[] = ['host', 'serverName', 'ca'];

/** An application of one's own: tried, named, protected. */
export function OwnStep() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const domain = useQuery(me).data?.domain ?? '';
  const [url, setUrl] = useState('');
  const [named, setNamed] = useState<string>();
  const [readers, setReaders] = useState<Readers>('administrators');
  const [made, setMade] = useState<App>();
  const inForce = useInForce(made?.id);
  // The app that was written while its policy failed: another try writes the policy alone.
  const written = useRef<App>(undefined);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const [details, setDetails] = useState<UpstreamDetails>({});
  const probe = useChange(api.apps.probe, (found) => setDetails((known) => withDetailFor(known, found, url)));
  // Fields appear when a try has named the fault that they mend.
  const needed = detailNames.filter((each) => details[each] !== undefined);
  const name = named ?? nameFor(url);
  const edit = (change: () => void) => {
    change();
    probe.reset();
    setError(undefined);
    setMade(undefined);
  };
  /** Another address: what was found out about the one before is no longer of use. */
  const begin = (address: string) => {
    setUrl(address);
    setDetails({});
    if (made !== undefined) setNamed(undefined);
  };
  const tryIt = (event: FormEvent) => {
    event.preventDefault();
    probe.mutate({ body: { ...upstreamOf(url, details), name } });
  };
  const protect = () => {
    setBusy(true);
    const { app, policy } = readOwn({ url, details, name, readers });
    const protectIt = async () => {
      if (written.current?.name !== app.name) written.current = await call(api.apps.create, { body: app });
      await call(api.policies.create, { body: policy });
      await queries.invalidateQueries();
      setMade(written.current);
    };
    protectIt()
      .catch(setError)
      .finally(() => setBusy(false));
  };
  return (
    <Step
      number={2}
      title={t('Protect an app of your own')}
      state={made !== undefined && inForce === 'yes' ? 'done' : 'open'}
    >
      <Editable by={api.apps.create} and={askedBefore[api.policies.create.id]}>
        <form onSubmit={tryIt}>
          <Stack>
            <TextInput
              label={t('Where it listens')}
              description={t(
                'As this machine reaches it: http:// or https://, host and port, without a path.',
              )}
              placeholder={exampleAddress}
              value={url}
              onChange={({ currentTarget: { value } }) => edit(() => begin(value))}
              required
              spellCheck={false}
            />
            <TextInput
              label={t('Name')}
              description={t('People will find it at {{host}}.', { host: `${name || '…'}.${domain}` })}
              value={name}
              onChange={({ currentTarget: { value } }) => edit(() => setNamed(value))}
              required
              pattern="[a-z][a-z0-9\-]*"
              spellCheck={false}
            />
            <UpstreamDetailFields
              shown={needed}
              value={details}
              onChange={(changed) => edit(() => setDetails(changed))}
            />
            <Group>
              <Button type="submit" variant="default" loading={probe.isPending}>
                {t('Try it')}
              </Button>
            </Group>
            <ProbeSaid probe={probe.data} />
            <Problem error={probe.error ?? error} />
            {probe.data === undefined || made !== undefined ? null : (
              <>
                <ReadersChoice value={readers} onChange={setReaders} />
                <Group>
                  <Button
                    onClick={protect}
                    loading={busy}
                    variant={probe.data.reachable ? 'filled' : 'default'}
                  >
                    {probe.data.reachable ? t('Protect it') : t('Protect it all the same')}
                  </Button>
                </Group>
              </>
            )}
            {made === undefined ? null : <TakingIn inForce={inForce} />}
            {made?.url && inForce !== 'waiting' ? (
              <Alert color="teal" title={t('It is protected')} role="status">
                <Text size="sm">
                  <Anchor href={made.url} target="_blank" rel="noreferrer">
                    {made.url}
                  </Anchor>
                </Text>
                <Text size="sm" mt={4}>
                  {t('Whoever can still reach it at its old address goes past Sallyport: close that way.')}
                </Text>
              </Alert>
            ) : null}
          </Stack>
        </form>
      </Editable>
    </Step>
  );
}
