import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { ProviderView } from '#contracts/api/providers.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { useChange } from '../../use-change.ts';
import { useApiWords } from '../../texts/use-api-words.ts';
import { ProviderForm } from './form.tsx';
import { Offered } from '../../rights/offered.tsx';
import { Editable } from '../../rights/editable.tsx';

/** One provider: tried, changed, switched on and off. */
export function ShowProvider() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.providers.get, { params: { provider: id } }));
  return <Reading read={read}>{(provider) => <Whole provider={provider} />}</Reading>;
}

function Whole({ provider }: { readonly provider: ProviderView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { title, state, version } = provider;
  const target = { params: { provider: provider.id } };
  const update = useChange(api.providers.update);
  const remove = useChange(api.providers.remove, () => void navigate({ to: '/providers' }));
  const enable = () => update.mutate({ ...target, version, body: { state: 'enabled' } });
  return (
    <>
      <PageTitle
        title={title}
        lead={provider.issuer}
        actions={
          <Group gap="xs">
            {state === 'enabled' ? (
              <Offered by={api.providers.update}>
                <Confirm
                  label={t('Switch off')}
                  question={t('Switch {{name}} off?', { name: title })}
                  consequence={t(
                    'Nobody comes in by it, and every session that rests on its word ends at once. You can switch it on again.',
                  )}
                  busy={update.isPending}
                  onConfirm={() => update.mutate({ ...target, version, body: { state: 'disabled' } })}
                />
              </Offered>
            ) : (
              <Offered by={api.providers.update}>
                <Button loading={update.isPending} onClick={enable}>
                  {t('Switch on')}
                </Button>
              </Offered>
            )}
            <Offered by={api.providers.remove}>
              <Confirm
                label={t('Remove')}
                question={t('Remove {{name}}?', { name: title })}
                consequence={t(
                  'Sessions that rest on it end at once, nobody comes in by it, and what it said of groups is gone.',
                )}
                busy={remove.isPending}
                onConfirm={() => remove.mutate({ ...target, version })}
              />
            </Offered>
          </Group>
        }
      />
      <Problem error={update.error ?? remove.error} />
      {state === 'disabled' ? (
        <Alert color="yellow" mb="md">
          {t('It is switched off: nobody can come in by it.')}
        </Alert>
      ) : null}
      <TryIt id={provider.id} />
      <Addresses addresses={provider.addresses} />
      <Section title={t('How it is used')}>
        <Editable by={api.providers.update}>
          <ProviderForm key={version} provider={provider} />
        </Editable>
      </Section>
    </>
  );
}

function TryIt({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  const tried = useChange(api.providers.test);
  return (
    <Section
      title={t('Does it work?')}
      actions={
        <Offered by={api.providers.test}>
          <Button
            size="compact-sm"
            variant="light"
            loading={tried.isPending}
            onClick={() => tried.mutate({ params: { provider: id } })}
          >
            {t('Try it')}
          </Button>
        </Offered>
      }
    >
      <Problem error={tried.error} />
      {tried.data === undefined ? (
        <Text size="sm" c="dimmed">
          {t('Reads the provider’s own description and keys now, and says what is wrong.')}
        </Text>
      ) : (
        <Alert
          color={tried.data.works ? 'teal' : 'yellow'}
          title={tried.data.works ? t('It works') : t('It does not work yet')}
          role="status"
        >
          {apiWords(tried.data.said)}
          {tried.data.notes.map((note) => (
            <Text size="sm" key={note}>
              {apiWords(note)}
            </Text>
          ))}
        </Alert>
      )}
    </Section>
  );
}

function Addresses({ addresses }: { readonly addresses: ProviderView['addresses'] }) {
  const { t } = useTranslation();
  const lines = [
    [t('Redirect address'), addresses.callback],
    [t('Back-channel logout'), addresses.backChannelLogout],
    [t('Initiate login'), addresses.startLogin],
  ] as const;
  return (
    <Section title={t('What the provider has to be told')}>
      <Stack gap="xs">
        {lines.map(([label, address]) => (
          <Group key={label} gap="xs" justify="space-between">
            <div>
              <Text size="sm">{label}</Text>
              <Code className="mono">{address}</Code>
            </div>
            <CopyButton value={address}>
              {({ copied, copy }) => (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={copy}
                  aria-label={t('Copy {{what}}', { what: label })}
                >
                  {copied ? t('Copied') : t('Copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        ))}
      </Stack>
    </Section>
  );
}
