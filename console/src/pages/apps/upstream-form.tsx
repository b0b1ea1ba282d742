import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { ProbeSaid } from './probe-said.tsx';
import { UpstreamDetailFields } from './upstream-detail-fields.tsx';
import { detailFor, upstreamOf, withDetailFor, type UpstreamDetails } from './upstream-details.ts';

/** An upstream while it is written. */
export interface UpstreamDraft {
  readonly url: string;
  readonly details: UpstreamDetails;
}

interface Props {
  readonly value: UpstreamDraft;
  readonly onChange: (value: UpstreamDraft) => void;
  /** The app's name: it is tried by the public host that comes of it; empty while there is none. */
  readonly name: string;
}

const allDetails = ['host', 'serverName', 'ca', 'pin'] as const;

/** Where an app is, with a try; what most apps do not need is folded away until a try has shown that it is needed. */
export function UpstreamForm({ value, onChange, name }: Props) {
  const { t } = useTranslation();
  const { url, details } = value;
  const [open, setOpen] = useState(Object.values(details).some((text) => text !== ''));
  const probe = useChange(api.apps.probe, (found) => {
    if (detailFor(found.code, url) === undefined) return;
    onChange({ url, details: withDetailFor(details, found, url) });
    setOpen(true);
  });
  const edit = (draft: UpstreamDraft) => {
    probe.reset();
    onChange(draft);
  };
  const tryIt = () =>
    probe.mutate({ body: { ...upstreamOf(url, details), ...(name === '' ? {} : { name }) } });
  return (
    <>
      <TextInput
        label={t('Where it listens')}
        description={t('http:// or https://, host and port, without a path.')}
        value={url}
        onChange={({ currentTarget }) => edit({ url: currentTarget.value, details })}
        required
        spellCheck={false}
      />
      <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{t('Advanced')}</summary>
        <Stack mt="sm">
          <UpstreamDetailFields
            shown={allDetails}
            value={details}
            onChange={(changed) => edit({ url, details: changed })}
          />
        </Stack>
      </details>
      <Group>
        <Button variant="default" loading={probe.isPending} onClick={tryIt}>
          {t('Try it')}
        </Button>
      </Group>
      <ProbeSaid probe={probe.data} />
      <Problem error={probe.error} />
    </>
  );
}
