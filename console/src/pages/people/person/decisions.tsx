import { Badge, Button, Group, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { Since } from '../../../parts/since.tsx';
import { usePages } from '../../../use-pages.ts';
import { outcomeColour } from '../../decisions/outcome-colour.ts';
import { useReason } from '../../../texts/use-reason.ts';

/** What was decided about somebody last. */
export function DecisionsOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const { rows, error, more } = usePages(api.decisions.list, { person: person.id, limit: 8 });
  return (
    <Section
      title={t('Decided last')}
      actions={
        <PageLink to={`/decisions?person=${person.id}`} size="sm">
          {t('All decisions')}
        </PageLink>
      }
    >
      <Reading read={{ data: rows, error }}>
        {(decisions) => (
          <>
            {decisions.length === 0 ? <Text c="dimmed">{t('Nothing yet.')}</Text> : null}
            <List listStyleType="none" spacing="xs" className="rows">
              {decisions.map(({ id, at, app, outcome, reason, text }) => (
                <List.Item key={id}>
                  <Group gap="xs">
                    <Badge size="sm" color={outcomeColour[outcome]} variant="light">
                      {t(outcome)}
                    </Badge>
                    <PageLink to={`/decisions/${id}`}>{app?.name ?? '–'}</PageLink>
                    <Text size="xs" c="dimmed">
                      <Since at={at} />
                    </Text>
                  </Group>
                  <Text size="xs" c="dimmed">
                    {reasonInWords({ reason, text }, person.id)}
                  </Text>
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
