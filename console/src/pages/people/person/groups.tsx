import { Alert, Badge, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Person, PersonGroup } from '#contracts/api/people.ts';
import { reading } from '../../../api.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { refresh } from '../../../refresh.ts';
import { useChange } from '../../../use-change.ts';
import { Offered } from '../../../rights/offered.tsx';

/** Groups shown at once; somebody may be in thousands. */
const mostShown = 50;

/** The groups of a person, and by whose word they are in them. */
export function GroupsOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const params = { person: person.id };
  const read = useQuery(reading(api.people.groups, { params }));
  const drop = useChange(api.groups.drop, () => refresh('people', 'access'));
  return (
    <Section title={t('Groups')}>
      <Problem error={drop.error} />
      <Reading read={read}>
        {({ known, items }) => (
          <>
            {known ? null : (
              <Alert color="yellow" mb="sm" role="status">
                {t(
                  'Unknown at the moment: their provider did not say lately. Policies that ask for a group let them in nowhere.',
                )}
              </Alert>
            )}
            {items.length === 0 ? <Text c="dimmed">{t('They are in no group.')}</Text> : null}
            <List listStyleType="none" spacing="xs" className="rows">
              {items.slice(0, mostShown).map((group) => (
                <List.Item key={group.id}>
                  <Group justify="space-between" wrap="nowrap" align="flex-start">
                    <div>
                      <PageLink to={`/groups/${group.id}`}>{group.name}</PageLink>
                      <Words group={group} />
                    </div>
                    {group.ours ? (
                      <Offered by={api.groups.drop} about={{ group: group.id }}>
                        <Confirm
                          label={t('Take out')}
                          question={t('Take {{name}} out of {{group}}?', {
                            name: person.name,
                            group: group.name,
                          })}
                          consequence={t('What they have open is decided anew at once.')}
                          busy={drop.isPending}
                          onConfirm={() => drop.mutate({ params: { ...params, group: group.id } })}
                        />
                      </Offered>
                    ) : null}
                  </Group>
                </List.Item>
              ))}
            </List>
            {items.length > mostShown ? (
              <Text size="sm" c="dimmed" mt="xs">
                {t('And {{count}} more groups.', { count: items.length - mostShown })}
              </Text>
            ) : null}
          </>
        )}
      </Reading>
    </Section>
  );
}

function Words({ group }: { readonly group: PersonGroup }) {
  const { t } = useTranslation();
  return (
    <Group gap={4}>
      {group.ours ? (
        <Badge size="sm" variant="light">
          {t('by us')}
        </Badge>
      ) : null}
      {group.providers.map(({ id, title }) => (
        <Badge key={id} size="sm" variant="light" color="grape" tt="none">
          {t('by {{provider}}', { provider: title })}
        </Badge>
      ))}
      {group.through.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {t('through {{groups}}', {
            groups: group.through
              .slice(0, 5)
              .map(({ name }) => name)
              .join(', '),
          })}
        </Text>
      )}
    </Group>
  );
}
