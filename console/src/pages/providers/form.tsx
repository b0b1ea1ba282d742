import {
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { ProviderView } from '#contracts/api/providers.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { RareSettings } from './rare-settings.tsx';

/** Changes how a provider is used. */
export function ProviderForm({ provider }: { readonly provider: ProviderView }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(provider.title);
  const [clientId, setClientId] = useState(provider.clientId);
  const [secret, setSecret] = useState('');
  const [settings, setSettings] = useState(provider.settings);
  const update = useChange(api.providers.update);
  const change = (part: Partial<typeof settings>) => setSettings((before) => ({ ...before, ...part }));
  const { claims } = settings;
  const groupsClaim = claims.groups ?? '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const given = secret === '' ? {} : { clientSecret: secret };
    const body = { title, clientId, ...given, settings };
    update.mutate({ params: { provider: provider.id }, version: provider.version, body });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={t('Title')}
            description={t('What the button says after "Continue with".')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            required
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
            description={
              provider.hasSecret
                ? t('There is one. Empty: it stays.')
                : t('There is none. Empty for a public client.')
            }
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            autoComplete="off"
          />
          <TagsInput
            label={t('Scopes')}
            description={t('What is asked for.')}
            value={settings.scopes}
            onChange={(scopes) => change({ scopes })}
          />
          <TextInput
            label={t('Claim with groups')}
            description={t('Such as groups; empty: the provider is not asked for groups.')}
            value={groupsClaim}
            onChange={(event) => {
              const groups = event.currentTarget.value.trim();
              change({ claims: { ...claims, groups: groups === '' ? null : groups } });
            }}
            spellCheck={false}
          />
          <TextInput
            label={t('Before the name of a group')}
            description={t('Stands before the provider’s name of a group to make ours.')}
            value={settings.groupPrefix}
            onChange={(event) => change({ groupPrefix: event.currentTarget.value })}
          />
          <Select
            label={t('Who comes in')}
            data={[
              { value: 'invited', label: t('only who was invited') },
              { value: 'first-sign-in', label: t('anybody, at their first sign-in') },
            ]}
            value={settings.joining}
            onChange={(value) => change({ joining: value === 'first-sign-in' ? 'first-sign-in' : 'invited' })}
            allowDeselect={false}
          />
          <TagsInput
            label={t('Only with addresses below')}
            description={t('Domains of verified e-mail addresses; none: any.')}
            value={settings.emailDomains}
            onChange={(emailDomains) => change({ emailDomains })}
          />
          <Select
            label={t('Second factor')}
            data={[
              { value: 'ours', label: t('ours is asked for') },
              { value: 'theirs', label: t('one that the provider names counts') },
            ]}
            value={settings.secondFactor}
            onChange={(value) => change({ secondFactor: value === 'theirs' ? 'theirs' : 'ours' })}
            allowDeselect={false}
          />
          <NumberInput
            label={t('Groups are believed for so many minutes')}
            description={t('When the provider cannot be asked again; then they are unknown.')}
            value={settings.groupsHoldMinutes}
            min={15}
            max={10_080}
            onChange={(value) => change({ groupsHoldMinutes: Number(value) })}
          />
        </SimpleGrid>
        <Switch
          label={t('Make groups that are not there yet')}
          checked={settings.unknownGroups === 'make'}
          onChange={(event) => change({ unknownGroups: event.currentTarget.checked ? 'make' : 'ignore' })}
        />
        <Switch
          label={t('It is at a private or loopback address')}
          checked={settings.reach === 'private'}
          onChange={(event) => change({ reach: event.currentTarget.checked ? 'private' : 'public' })}
        />
        <RareSettings settings={settings} onChange={change} />
        <Problem error={update.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={update.isPending}>
            {t('Save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
