import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { Tag } from '#contracts/api/tags.ts';

import { useChange } from '../../use-change.ts';
import { FormDialog } from '../../parts/form-dialog.tsx';

interface Props {
  /** Undefined: a new one. */
  readonly tag: Tag | undefined;
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** Makes a tag, or changes what it is for and what it is under. Its name is what policies say, so that stays. */
export function TagForm({ tag, known, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(tag?.name ?? '');
  const [description, setDescription] = useState(tag?.description ?? '');
  const [parents, setParents] = useState<string[]>([...(tag?.parents ?? [])]);
  const create = useChange(api.tags.create, onClose);
  const update = useChange(api.tags.update, onClose);
  const submit = () => {
    if (tag === undefined) create.mutate({ body: { name, description, parents } });
    else update.mutate({ params: { tag: tag.name }, version: tag.version, body: { description, parents } });
  };
  return (
    <FormDialog
      opened
      onClose={onClose}
      title={tag === undefined ? t('Add a tag') : t('Edit {{name}}', { name: tag.name })}
      label={tag === undefined ? t('Add') : t('Save')}
      change={{ error: create.error ?? update.error, isPending: create.isPending || update.isPending }}
      onSubmit={submit}
    >
      {tag === undefined ? (
        <TextInput
          label={t('Name')}
          description={t('Short: lower case, digits, hyphens.')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          pattern="[a-z][a-z0-9\-]*"
          required
          data-autofocus
          spellCheck={false}
        />
      ) : null}
      <TextInput
        label={t('What it is for')}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <MultiSelect
        label={t('It stands under')}
        description={t('A policy about one of these is about its apps, too.')}
        data={known.filter((other) => other !== tag?.name)}
        value={parents}
        onChange={setParents}
        searchable
      />
    </FormDialog>
  );
}
