import { Alert, Button, Code, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';

/** The audit chain, with a button that checks all of it. */
export function AuditList() {
  const { t } = useTranslation();
  const { rows, error, more } = usePages(api.audit.list);
  const verify = useChange(api.audit.verify);
  return (
    <>
      <PageTitle
        title={t('Audit')}
        lead={t('What happened, in a chain that shows every alteration.')}
        actions={
          <Button loading={verify.isPending} onClick={() => verify.mutate({ body: {} })}>
            {t('Verify the chain')}
          </Button>
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
          {t('{{records}} records in {{chains}} chains, {{checkpoints}} checkpoints.', verify.data)}
          {verify.data.problems.map((problem) => (
            <Text size="sm" key={problem.message}>
              {problem.message}
            </Text>
          ))}
        </Alert>
      )}
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(record) => `${record.chain}/${record.seq}`}
        empty={<Empty text={t('Nothing happened yet.')} />}
        columns={[
          { name: t('When'), cell: (record) => <Since at={record.at} /> },
          { name: t('What'), cell: (record) => record.kind },
          {
            name: t('Who'),
            cell: (record) => record.actor?.name ?? record.actor?.id ?? record.actor?.kind ?? '–',
          },
          { name: t('About'), cell: (record) => <Code>{record.about.join(' ')}</Code> },
        ]}
      />
    </>
  );
}
