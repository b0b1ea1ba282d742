import { Alert, Button, Code, Select, Text } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRecord } from '#contracts/api/audit.ts';
import { api } from '#contracts/api/operations.ts';
import { auditKinds } from '#contracts/events.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useApiWords } from '../../texts/use-api-words.ts';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { changesOf } from './changes-of.ts';
import { reasonOfCut } from './reason-of-cut.ts';
import { ShowRecord } from './record.tsx';
import { Offered } from '../../rights/offered.tsx';

/** The audit chain, with a button that checks all of it. */
export function AuditList() {
  const { t } = useTranslation();
  const asked = useRouterState({
    select: ({ location }) => new URLSearchParams(location.searchStr).get('kind'),
  });
  const [kind, setKind] = useState(() => auditKinds.find((known) => known === asked) ?? null);
  const [shown, show] = useState<AuditRecord>();
  const { rows, error, more } = usePages(api.audit.list, kind === null ? {} : { kind });
  const apiWords = useApiWords();
  const verify = useChange(api.audit.verify);
  return (
    <>
      <PageTitle
        title={t('Audit')}
        lead={t('What happened, in a chain that shows every alteration.')}
        actions={
          <Offered by={api.audit.verify}>
            <Button loading={verify.isPending} onClick={() => verify.mutate({ body: {} })}>
              {t('Verify the chain')}
            </Button>
          </Offered>
        }
      />
      <Problem error={verify.error} />
      {verify.data === undefined ? null : (
        <Alert
          mb="md"
          role="status"
          color={verify.data.intact ? 'teal' : 'red'}
          title={verify.data.intact ? t('The chain is intact') : t('The chain was altered')}
        >
          {t('{{records}} in {{chains}}, {{checkpoints}}.', {
            records: t('{{count}} records', { count: verify.data.records }),
            chains: t('{{count}} chains', { count: verify.data.chains }),
            checkpoints: t('{{count}} checkpoints', { count: verify.data.checkpoints }),
          })}
          {verify.data.problems.map((problem) => (
            <Text size="sm" key={problem.message}>
              {apiWords(problem.message)}
            </Text>
          ))}
        </Alert>
      )}
      <Select
        aria-label={t('What')}
        placeholder={t('Everything')}
        data={auditKinds.map((value) => ({ value, label: t(value) }))}
        value={kind}
        onChange={(value) => setKind(auditKinds.find((known) => known === value) ?? null)}
        comboboxProps={{ keepMounted: false }}
        clearable
        searchable
        maw={360}
        mb="md"
      />
      <ShowRecord record={shown} onClose={() => show(undefined)} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(record) => `${record.chain}/${record.seq}`}
        empty={<Empty text={t('Nothing happened yet.')} />}
        columns={[
          { name: t('When'), cell: (record) => <Since at={record.at} /> },
          { name: t('What'), cell: (record) => <What record={record} /> },
          {
            name: t('Who'),
            cell: ({ actor }) => (
              <span className="actor">
                {actor?.name ?? actor?.id ?? (actor === null ? '–' : t(actor.kind))}
              </span>
            ),
          },
          { name: t('About'), cell: (record) => <Code>{record.about.join(' ')}</Code> },
          {
            name: '',
            cell: (record) => (
              <Button size="compact-sm" variant="default" onClick={() => show(record)}>
                {record.data !== null && changesOf(record.data) !== undefined ? t('What changed') : t('Show')}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}

/** The kind of a record; of a cut also why, since that is what people look for. */
function What({ record }: { readonly record: AuditRecord }) {
  const { t } = useTranslation();
  const reason = reasonOfCut(record);
  return (
    <>
      {t(record.kind)}
      {reason === undefined ? null : (
        <Text size="xs" c="dimmed">
          {t(reason)}
        </Text>
      )}
    </>
  );
}
