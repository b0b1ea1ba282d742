import { Button, Code, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '#contracts/api/installation.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useChange } from '../../use-change.ts';
import { Editable } from '../../rights/editable.tsx';

/** What the organisation is called, and its time zone. */
export function General() {
  const { t } = useTranslation();
  const format = useFormat();
  const read = useQuery(reading(api.installation.settings, {}));
  const sessions = useQuery(reading(api.installation.status, {})).data?.sessions;
  return (
    <Section title={t('General')}>
      <Reading read={read}>
        {(settings) => (
          <Editable by={api.installation.changeSettings}>
            <GeneralForm key={settings.version} settings={settings} />
          </Editable>
        )}
      </Reading>
      {sessions === undefined ? null : (
        <Text size="sm" mt="sm">
          {t('A session ends after {{longest}} at the latest, and after {{idle}} without use.', {
            longest: format.length(sessions.longestSeconds),
            idle: format.length(sessions.idleSeconds),
          })}
        </Text>
      )}
      <Text size="sm" c="dimmed" mt={4}>
        {t('How long sessions last is said where Sallyport is started:')} <Code>{limits}</Code>
      </Text>
    </Section>
  );
}

function GeneralForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const [organisation, setOrganisation] = useState(settings.organisation);
  const [zone, setZone] = useState<string | null>(settings.zone);
  const update = useChange(api.installation.changeSettings);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { organisation, ...(zone === null ? {} : { zone }) };
    update.mutate({ version: settings.version, body });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={520}>
        <TextInput
          label={t('Organisation')}
          description={t('Its name, as pages show it.')}
          value={organisation}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
          required
        />
        <Select
          label={t('Time zone')}
          description={t(
            'In which policies read weekday and time of day. A change has everything decided anew.',
          )}
          data={zones(settings.zone)}
          value={zone}
          onChange={setZone}
          searchable
          limit={50}
          allowDeselect={false}
        />
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

function zones(present: string): string[] {
  return [...new Set([present, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

const limits = '--sessions-longest --sessions-idle';
