import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group as GroupRow } from '#contracts/api/groups.ts';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { Members } from './members.tsx';

/** Groups, which policies speak of. */
export function GroupList() {
  const { t } = useTranslation();
  const [adding, { open, close }] = useDisclosure();
  const [shown, setShown] = useState<GroupRow>();
  const { rows, error, more } = usePages(api.groups.list);
  const remove = useChange(api.groups.remove);
  const add = <Button onClick={open}>{t('Add a group')}</Button>;
  return (
    <>
      <PageTitle title={t('Groups')} lead={t('Sets of people that policies speak of.')} actions={add} />
      <Problem error={remove.error} />
      <AddGroup opened={adding} onClose={close} />
      <Members group={shown} onClose={() => setShown(undefined)} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(group) => group.id}
        empty={<Empty text={t('No group yet.')} action={add} />}
        columns={[
          {
            name: t('Name'),
            cell: (group) => (
              <>
                <Text fw={600}>{group.name}</Text>
                <Text size="sm" c="dimmed">
                  {group.description}
                </Text>
              </>
            ),
          },
          {
            name: '',
            cell: (group) => (
              <Group gap="xs" justify="flex-end" wrap="nowrap">
                <Button size="compact-sm" variant="default" onClick={() => setShown(group)}>
                  {t('Members')}
                </Button>
                <Confirm
                  label={t('Remove')}
                  question={t('Remove the group {{name}}?', { name: group.name })}
                  consequence={t('What its members have open is decided anew at once.')}
                  onConfirm={() => remove.mutate({ params: { group: group.id }, version: group.version })}
                />
              </Group>
            ),
          },
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ body: { name, description } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('Add a group')}>
      <form onSubmit={submit}>
        <Stack>
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
          <Problem error={create.error} />
          <Group justify="flex-end">
            <Button type="submit" loading={create.isPending}>
              {t('Add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
