import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Section } from '../../parts/section.tsx';
import { usePages } from '../../use-pages.ts';
import { Owner } from '../service-accounts/owner.tsx';

/** The programs in a group. They are put in on their own pages, since a group is one of their settings. */
export function GroupPrograms({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { rows, error, more } = usePages(api.groups.programs, { limit: 100 }, { params: { group: id } });
  if (error === null && (rows === undefined || rows.length === 0)) return null;
  return (
    <Section title={t('Programs in it')}>
      <Text size="sm" c="dimmed" mb="xs">
        {t('What policies let this group open, these service accounts open too, within their own apps.')}
      </Text>
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(account) => account.id}
        empty={null}
        columns={[
          {
            name: t('Name'),
            cell: (account) => <PageLink to={`/service-accounts/${account.id}`}>{account.name}</PageLink>,
          },
          { name: t('Owner'), cell: ({ owner }) => <Owner owner={owner} /> },
          { name: t('Keys'), cell: ({ liveKeys }) => t('{{count}} keys work', { count: liveKeys }) },
          {
            name: t('State'),
            cell: ({ state }) => (
              <Badge color={state === 'enabled' ? 'teal' : 'red'} variant="light">
                {t(state)}
              </Badge>
            ),
          },
        ]}
      />
    </Section>
  );
}
