import { Badge, Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { Since } from '../../../parts/since.tsx';
import { refresh } from '../../../refresh.ts';
import { useChange } from '../../../use-change.ts';
import { usePages } from '../../../use-pages.ts';
import { useMethodNames } from '../../why/method-names.ts';
import { Offered } from '../../../rights/offered.tsx';

/** Where somebody is signed in. */
export function SessionsOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const methodNames = useMethodNames();
  const { rows, error, more } = usePages(api.sessions.list, { person: person.id, limit: 10 });
  const done = () => refresh('connections');
  const end = useChange(api.sessions.end, done);
  const endAll = useChange(api.sessions.endAllOf, done);
  return (
    <Section
      title={t('Signed in')}
      actions={
        rows === undefined || rows.length === 0 ? null : (
          <Offered by={api.sessions.endAllOf} about={{ person: person.id, owner: person.id }}>
            <Confirm
              label={t('End sessions')}
              question={t('End all sessions of {{name}}?', { name: person.name })}
              consequence={t('Everything they have open is cut at once. They can sign in again.')}
              busy={endAll.isPending}
              onConfirm={() => endAll.mutate({ params: { person: person.id } })}
            />
          </Offered>
        )
      }
    >
      <Problem error={end.error ?? endAll.error} />
      <Reading read={{ data: rows, error }}>
        {(sessions) => (
          <>
            {sessions.length === 0 ? <Text c="dimmed">{t('Nowhere.')}</Text> : null}
            <List listStyleType="none" spacing="xs" className="rows">
              {sessions.map((session) => (
                <List.Item key={session.id}>
                  <Group justify="space-between" wrap="nowrap" align="flex-start">
                    <div>
                      <Group gap="xs">
                        <Text>{session.address}</Text>
                        {session.current ? <Badge size="sm">{t('this one')}</Badge> : null}
                      </Group>
                      <Text size="xs" c="dimmed">
                        {methodNames(session.methods)} · {t('since')} <Since at={session.createdAt} /> ·{' '}
                        {t('last active')} <Since at={session.lastActiveAt} />
                      </Text>
                      <Text size="xs" c="dimmed" lineClamp={1}>
                        {session.userAgent}
                      </Text>
                    </div>
                    <Offered by={api.sessions.end} about={{ session: session.id, owner: person.id }}>
                      <Confirm
                        label={t('End')}
                        question={t('End this session?')}
                        consequence={t('Everything open on it is cut at once. They can sign in again.')}
                        busy={end.isPending}
                        onConfirm={() => end.mutate({ params: { session: session.id } })}
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
