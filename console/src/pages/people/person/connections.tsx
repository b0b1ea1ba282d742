import { Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { Since } from '../../../parts/since.tsx';
import { useChange } from '../../../use-change.ts';
import { usePages } from '../../../use-pages.ts';
import { Offered } from '../../../rights/offered.tsx';

/** What somebody has open right now. */
export function ConnectionsOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const query = { person: person.id, limit: 10 };
  const { rows, error, more } = usePages(api.connections.list, query, { everyMs: 5_000 });
  const cut = useChange(api.connections.cut);
  return (
    <Section title={t('Open right now')}>
      <Problem error={cut.error} />
      <Reading read={{ data: rows, error }}>
        {(connections) => (
          <>
            {connections.length === 0 ? <Text c="dimmed">{t('Nothing.')}</Text> : null}
            <List listStyleType="none" spacing="xs" className="rows">
              {connections.map(({ id, app, protocol, address, openedAt }) => (
                <List.Item key={id}>
                  <Group justify="space-between" wrap="nowrap" align="flex-start">
                    <div>
                      <PageLink to={`/apps/${app.id}`}>{app.name}</PageLink>
                      <Text size="xs" c="dimmed">
                        {protocol} · {address} · <Since at={openedAt} />
                      </Text>
                    </div>
                    <Offered by={api.connections.cut} about={{ owner: person.id }}>
                      <Confirm
                        label={t('Cut')}
                        question={t('Cut this connection?')}
                        consequence={t('It ends at once. Their session goes on, so they may connect again.')}
                        busy={cut.isPending}
                        onConfirm={() => cut.mutate({ params: { connection: id } })}
                      />
                    </Offered>
                  </Group>
                </List.Item>
              ))}
            </List>
            {more === undefined ? null : (
              <Button size="compact-sm" variant="subtle" onClick={more} mt="xs">
                {t('Show more')}
              </Button>
            )}
          </>
        )}
      </Reading>
    </Section>
  );
}
