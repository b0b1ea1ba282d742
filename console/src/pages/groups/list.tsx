import { Button, Text, TextInput } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { PageLink } from '../../parts/page-link.tsx';

import { SearchBox } from '../../parts/search-box.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { useFilter } from '../../use-filter.ts';
import { usePages } from '../../use-pages.ts';
import { Offered } from '../../rights/offered.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';

/** Groups, which policies speak of. */
export function GroupList() {
  const { t } = useTranslation();
  const [adding, { open, close }] = useDisclosure();
  const [search, setSearch] = useFilter('search');
  const [settled] = useDebouncedValue(search.trim(), 200);
  const { rows, error, more } = usePages(api.groups.list, settled === '' ? {} : { search: settled });
  const add = (
    <Offered by={api.groups.create}>
      <Button onClick={open}>{t('Add a group')}</Button>
    </Offered>
  );
  return (
    <>
      <PageTitle title={t('Groups')} lead={t('Sets of people that policies speak of.')} actions={add} />
      <AddGroup opened={adding} onClose={close} />
      <SearchBox value={search} onChange={setSearch} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(group) => group.id}
        empty={
          settled === '' ? (
            <Empty text={t('No group yet.')} action={add} />
          ) : (
            <Empty text={t('No group by that name.')} />
          )
        }
        columns={[
          {
            name: t('Name'),
            cell: (group) => (
              <>
                <PageLink to={`/groups/${group.id}`} fw={600}>
                  {group.name}
                </PageLink>
                <Text size="sm" c="dimmed">
                  {group.description}
                </Text>
              </>
            ),
          },
          { name: t('Changed'), cell: (group) => <Since at={group.changedAt} /> },
        ]}
      />
    </>
  );
}

function AddGroup({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const create = useChange(api.groups.create, () => {
    setName('');
    setDescription('');
    onClose();
  });
  const submit = () => {
    create.mutate({ body: { name, description } });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Add a group')}
      label={t('Add')}
      change={create}
      onSubmit={submit}
    >
      <TextInput
        label={t('Name')}
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        required
        data-autofocus
      />
      <TextInput
        label={t('What it is for')}
        value={description}
        onChange={(e) => setDescription(e.currentTarget.value)}
      />
    </FormDialog>
  );
}
