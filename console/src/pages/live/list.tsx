import { Alert, Badge, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { pageOfHolder } from '../people/page-of-holder.ts';
import { Offered } from '../../rights/offered.tsx';

/** What is open right now, each with what ends it alone and what ends its whole session. */
export function LiveList() {
  const { t } = useTranslation();
  const [done, setDone] = useState<string>();
  const { rows, error, more } = usePages(api.connections.list, {}, { everyMs: 1_500 });
  const cut = useChange(api.connections.cut);
  const end = useChange(api.sessions.end);
  return (
    <>
      <PageTitle
        title={t('Live connections')}
        lead={t('Everything that is open right now, and on what.')}
        actions={
          <PageLink to="/audit?kind=connections-cut" size="sm">
            {t('What was ended, and why')}
          </PageLink>
        }
      />
      <Problem error={cut.error ?? end.error} />
      {done === undefined ? null : (
        <Alert color="teal" mb="md" role="status">
          {done}
        </Alert>
      )}
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(connection) => connection.id}
        empty={<Empty text={t('Nothing is open.')} />}
        columns={[
          {
            name: t('Person'),
            cell: ({ person }) => <PageLink to={pageOfHolder(person.id)}>{person.name}</PageLink>,
          },
          { name: t('App'), cell: ({ app }) => <PageLink to={`/apps/${app.id}`}>{app.name}</PageLink> },
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
              <Group gap="xs" wrap="nowrap">
                <Offered by={api.connections.cut} about={{ owner: connection.person.id }}>
                  <Confirm
                    look="quiet"
                    label={t('Cut this connection')}
                    question={t('Cut this connection of {{name}}?', { name: connection.person.name })}
                    consequence={t(
                      'This connection alone ends at once. They stay signed in and may connect again if policy allows it; many pages do so by themselves.',
                    )}
                    busy={cut.isPending}
                    onConfirm={() => {
                      setDone(undefined);
                      cut.mutate(
                        { params: { connection: connection.id } },
                        {
                          onSuccess: ({ person, app }) =>
                            setDone(
                              t('Cut: {{name}} on {{app}}. They may connect again if policy allows it.', {
                                name: person.name,
                                app: app.name,
                              }),
                            ),
                        },
                      );
                    }}
                  />
                </Offered>
                <Offered
                  by={api.sessions.end}
                  about={{ session: connection.session, owner: connection.person.id }}
                >
                  <Confirm
                    look="quiet"
                    label={t('End session')}
                    question={t('End the session of {{name}}?', { name: connection.person.name })}
                    consequence={t(
                      'Their whole session ends at once: everything open on it is cut to the last byte.',
                    )}
                    busy={end.isPending}
                    onConfirm={() => {
                      setDone(undefined);
                      end.mutate(
                        { params: { session: connection.session } },
                        {
                          onSuccess: () =>
                            setDone(
                              t('Cut: {{name}}. Their session is over; they have to sign in again.', {
                                name: connection.person.name,
                              }),
                            ),
                        },
                      );
                    }}
                  />
                </Offered>
              </Group>
            ),
          },
        ]}
      />
    </>
  );
}
