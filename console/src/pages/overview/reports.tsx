import { Alert, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Report } from '#contracts/api/reports.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { Offered } from '../../rights/offered.tsx';

/** What people said was not them, in red until somebody has looked into each. */
export function Reports() {
  const read = useQuery(reading(api.reports.list, { query: { state: 'open', limit: 5 } }));
  return (read.data?.items ?? []).map((report) => <Reported key={report.id} report={report} />);
}

function Reported({ report }: { readonly report: Report }) {
  const { t } = useTranslation();
  const acknowledge = useChange(api.reports.acknowledge);
  const { person, done } = report;
  const what = useWhat(report);
  return (
    <Alert color="red" mb="sm" title={t('{{name}} said that something was not them', { name: person.name })}>
      <Text size="sm">
        {what} <Since at={report.createdAt} />
      </Text>
      <Text size="sm" mb="xs">
        {t('{{count}} sessions were ended at once.', { count: done.sessions })}{' '}
        {done.password === 'locked' ? t('The password opens nothing until it is changed.') : null}{' '}
        {done.passkeysSince.length === 0
          ? null
          : t('Passkeys added since are still there: {{names}}.', {
              names: done.passkeysSince.join(', '),
            })}{' '}
        <PageLink to={`/people/${person.id}`} size="sm">
          {person.name}
        </PageLink>
      </Text>
      <Problem error={acknowledge.error} />
      <Offered by={api.reports.acknowledge} about={{ person: person.id }}>
        <Button
          size="compact-sm"
          color="red"
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ params: { report: report.id } })}
        >
          {t('I have looked into it')}
        </Button>
      </Offered>
    </Alert>
  );
}

function useWhat({ about }: Report): string {
  const { t } = useTranslation();
  switch (about.kind) {
    case 'sign-in':
      return t('A sign-in from {{address}}.', { address: about.address });
    case 'passkey':
      return t('The passkey {{name}}.', { name: about.name });
    case 'provider':
      return t('A link to the provider {{name}}.', { name: about.name });
  }
}
