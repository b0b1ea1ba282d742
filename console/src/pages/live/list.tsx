import { Alert, Badge } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';

/** What is open right now, each with the button that ends it. */
export function LiveList() {
  const { t } = useTranslation();
  const [cutName, setCutName] = useState<string>();
  const { rows, error, more } = usePages(api.connections.list, {}, { everyMs: 1_500 });
  const cut = useChange(api.connections.cut);
  return (
    <>
      <PageTitle title={t('Live connections')} lead={t('Everything that is open right now, and on what.')} />
      <Problem error={cut.error} />
      {cut.isSuccess && cutName !== undefined ? (
        <Alert color="teal" mb="md" role="status">
          {t('Cut: {{name}}. Their session is over; they have to sign in again.', { name: cutName })}
        </Alert>
      ) : null}
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(connection) => connection.id}
        empty={<Empty text={t('Nothing is open.')} />}
        columns={[
          { name: t('Person'), cell: (connection) => connection.person.name },
          { name: t('App'), cell: (connection) => connection.app.name },
          {
            name: t('Protocol'),
            cell: (connection) => (
              <Badge variant="light" color="gray">
                {connection.protocol}
              </Badge>
            ),
          },
          { name: t('From'), cell: (connection) => connection.address },
          { name: t('Since'), cell: (connection) => <Since at={connection.openedAt} /> },
          {
            name: '',
            cell: (connection) => (
              <Confirm
                label={t('Cut')}
                question={t('Cut {{name}} off?', { name: connection.person.name })}
                consequence={t(
                  'Their whole session ends at once: everything open on it is cut to the last byte.',
                )}
                busy={cut.isPending}
                onConfirm={() => {
                  setCutName(connection.person.name);
                  cut.mutate({ params: { connection: connection.id } });
                }}
              />
            ),
          },
        ]}
      />
    </>
  );
}
