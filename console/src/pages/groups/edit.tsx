import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group as GroupRow } from '#contracts/api/groups.ts';
import { api } from '#contracts/api/operations.ts';

import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';

interface Props {
  readonly group: GroupRow;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Changes what a group is called, what it is for, and which groups it is in. */
export function EditGroup({ group, opened, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(group.name);
  const [description, setDescription] = useState(group.description);
  const [parents, setParents] = useState<string[]>([...group.parents]);
  const known = usePages(api.groups.list, { limit: 500 });
  const update = useChange(api.groups.update, onClose);
  const submit = () => {
    const body = { name, description, parents };
    update.mutate({ params: { group: group.id }, version: group.version, body });
  };
  const others = (known.rows ?? []).filter(({ id }) => id !== group.id);
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Edit {{name}}', { name: group.name })}
      label={t('Save')}
      change={update}
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
      <MultiSelect
        label={t('It is in')}
        description={t('Whoever is in this group is in those, too.')}
        data={others.map((other) => ({ value: other.id, label: other.name }))}
        value={parents}
        onChange={setParents}
        searchable
      />
    </FormDialog>
  );
}
