import { Anchor, Badge, Button, Text } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { Since } from '../../parts/since.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { AddAccount } from './add.tsx';
import { Owner } from './owner.tsx';
import { Offered } from '../../rights/offered.tsx';

/** Programs that open applications, with what needs a look: who answers for them, and whether anybody uses them. */
export function ServiceAccountList() {
  const { t } = useTranslation();
  const format = useFormat();
  const [adding, { open, close }] = useDisclosure();
  const [search, setSearch] = useFilter('search');
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { rows, error, more } = usePages(api.serviceAccounts.list, settled === '' ? {} : { search: settled });
  const add = (
    <Offered by={api.serviceAccounts.create}>
      <Button onClick={open}>{t('Add a service account')}</Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Service accounts')}
        lead={t('Programs that open applications with keys of their own, under the same policies as people.')}
        actions={add}
      />
      <AddAccount opened={adding} onClose={close} />
      <SearchBox value={search} onChange={setSearch} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(account) => account.id}
        empty={
          settled === '' ? (
            <Empty text={t('No service account yet.')} action={add} />
          ) : (
            <Empty text={t('No service account by that name.')} />
          )
        }
        columns={[
          {
            name: t('Name'),
            cell: (account) => (
              <>
                <Anchor component={Link} to={`/service-accounts/${account.id}`} fw={600}>
                  {account.name}
                </Anchor>
                <Text size="sm" c="dimmed" dir="auto">
                  {account.description}
                </Text>
              </>
            ),
          },
          { name: t('Owner'), cell: ({ owner }) => <Owner owner={owner} /> },
          {
            name: t('May open at all'),
            cell: ({ apps }) => format.list(apps.map(({ name }) => name)) || t('nothing'),
          },
          {
            name: t('Keys'),
            cell: ({ liveKeys, usedAt }) => (
              <>
                <Text size="sm">{t('{{count}} keys work', { count: liveKeys })}</Text>
                <Text size="sm" c="dimmed">
                  {usedAt === null ? t('never used') : <Since at={usedAt} />}
                </Text>
              </>
            ),
          },
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
    </>
  );
}
