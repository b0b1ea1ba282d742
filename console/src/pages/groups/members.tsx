import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group as GroupRow } from '#contracts/api/groups.ts';
import { api } from '#contracts/api/operations.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { useQuery } from '@tanstack/react-query';
import { reading } from '../../api.ts';

interface Props {
  readonly group: GroupRow | undefined;
  readonly onClose: () => void;
}

/** Who is in a group; a change is in force, for open connections too, when it is made. */
export function Members({ group, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      opened={group !== undefined}
      onClose={onClose}
      title={t('Members of {{name}}', { name: group?.name ?? '' })}
    >
      {group === undefined ? null : <MemberList id={group.id} />}
    </Modal>
  );
}

function MemberList({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const members = useQuery(reading(api.groups.members, { params: { group: id }, query: { limit: 500 } }));
  const people = usePages(api.people.list, { limit: 500 });
  const add = useChange(api.groups.add, () => setChosen(null));
  const drop = useChange(api.groups.drop);
  const inside = new Set(members.data?.items.map((member) => member.id));
  const others = (people.rows ?? []).filter((person) => !inside.has(person.id));
  return (
    <Stack>
      <Problem error={members.error ?? add.error ?? drop.error} />
      {members.data?.items.map((member) => (
        <Group key={member.id} justify="space-between" wrap="nowrap">
          <Text>{member.name}</Text>
          <Button
            size="compact-sm"
            variant="light"
            color="red"
            onClick={() => drop.mutate({ params: { group: id, person: member.id } })}
          >
            {t('Take out')}
          </Button>
        </Group>
      ))}
      {members.data?.items.length === 0 ? <Text c="dimmed">{t('Nobody is in it yet.')}</Text> : null}
      <Group wrap="nowrap" align="flex-end">
        <Select
          label={t('Add')}
          placeholder={t('A person')}
          data={others.map((person) => ({ value: person.id, label: person.name }))}
          value={chosen}
          onChange={setChosen}
          searchable
          flex={1}
        />
        <Button
          disabled={chosen === null}
          onClick={() => {
            if (chosen !== null) add.mutate({ params: { group: id, person: chosen } });
          }}
        >
          {t('Put in')}
        </Button>
      </Group>
    </Stack>
  );
}
