import { Badge, Button, Text } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { OneTimeLink } from '#contracts/api/people.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { Invite } from './invite.tsx';
import { LinkOnce } from './link-once.tsx';
import { stateColours } from './state-colours.ts';
import { Offered } from '../../rights/offered.tsx';

/** Everybody, with what can be done for or against them. */
export function PeopleList() {
  const { t } = useTranslation();
  const [inviting, { open, close }] = useDisclosure();
  const [link, setLink] = useState<OneTimeLink>();
  const [search, setSearch] = useFilter('search');
  const [settled] = useDebouncedValue(search.trim(), 200);
  const query = settled === '' ? {} : { search: settled };
  const { rows, error, more } = usePages(api.people.list, query);
  const invite = (
    <Offered by={api.people.invite}>
      <Button onClick={open}>{t('Invite somebody')}</Button>
    </Offered>
  );
  return (
    <>
      <PageTitle title={t('People')} lead={t('Who can sign in.')} actions={invite} />
      <Invite opened={inviting} onClose={close} onLink={setLink} />
      <LinkOnce link={link} onClose={() => setLink(undefined)} />
      <SearchBox value={search} onChange={setSearch} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(person) => person.id}
        empty={
          settled === '' ? (
            <Empty text={t('Nobody yet.')} action={invite} />
          ) : (
            <Empty text={t('Nobody by that name.')} />
          )
        }
        columns={[
          {
            name: t('Name'),
            cell: (person) => (
              <>
                <PageLink to={`/people/${person.id}`} fw={600}>
                  {person.name}
                </PageLink>
                <Text size="sm" c="dimmed">
                  {person.email}
                </Text>
              </>
            ),
          },
          {
            name: t('Roles and groups'),
            cell: (person) =>
              [...person.roles.map((role) => t(role)), ...person.groups.map((group) => group.name)].join(
                ', ',
              ) || '–',
          },
          {
            name: t('State'),
            cell: (person) => (
              <Badge color={stateColours[person.state]} variant="light">
                {t(person.state)}
              </Badge>
            ),
          },
        ]}
      />
    </>
  );
}
