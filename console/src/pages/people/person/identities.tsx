import { Code, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { reading } from '../../../api.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { Since } from '../../../parts/since.tsx';
import { refresh } from '../../../refresh.ts';
import { useChange } from '../../../use-change.ts';
import { Offered } from '../../../rights/offered.tsx';

/** The providers that vouch for a person. */
export function IdentitiesOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const read = useQuery(reading(api.people.identities, { params: { person: person.id } }));
  const unlink = useChange(api.providers.unlink, () => refresh('people', 'sessions', 'access'));
  return (
    <Section title={t('Vouched for by')}>
      <Problem error={unlink.error} />
      <Reading read={read}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{t('No provider.')}</Text>
          ) : (
            <List listStyleType="none" spacing="xs" className="rows">
              {items.map(({ provider, subject, login, usedAt }) => (
                <List.Item key={`${provider.id} ${subject}`}>
                  <Group justify="space-between" wrap="nowrap" align="flex-start">
                    <div>
                      <PageLink to={`/providers/${provider.id}`}>{provider.title}</PageLink>
                      <Text size="xs" c="dimmed">
                        {login === null ? null : `${login} · `}
                        <Code>{subject}</Code> · {t('Last used')} <Since at={usedAt} />
                      </Text>
                    </div>
                    <Offered by={api.providers.unlink} about={{ person: person.id }}>
                      <Confirm
                        label={t('Unlink')}
                        question={t('Unlink {{name}} from {{provider}}?', {
                          name: person.name,
                          provider: provider.title,
                        })}
                        consequence={t(
                          'They cannot sign in by it any more, sessions that rest on it end at once, and what it says of their groups is gone.',
                        )}
                        busy={unlink.isPending}
                        onConfirm={() =>
                          unlink.mutate({ params: { provider: provider.id, person: person.id } })
                        }
                      />
                    </Offered>
                  </Group>
                </List.Item>
              ))}
            </List>
          )
        }
      </Reading>
    </Section>
  );
}
