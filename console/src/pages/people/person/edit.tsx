import { MultiSelect, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedForRoles } from '#contracts/api/asked.ts';
import { api } from '#contracts/api/operations.ts';
import { type Person, type Role, roleSchema } from '#contracts/api/people.ts';

import { useChange } from '../../../use-change.ts';
import { Offered } from '../../../rights/offered.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';

interface Props {
  readonly person: Person;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Changes what is known of somebody. Only what was changed is sent. */
export function EditPerson({ person, opened, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState(person.name);
  const [email, setEmail] = useState(person.email ?? '');
  const [roles, setRoles] = useState<string[]>([...person.roles]);
  const [labels, setLabels] = useState<string[]>([...person.labels]);
  const update = useChange(api.people.update, onClose);
  const submit = () => {
    const same = (one: readonly string[], other: readonly string[]) => one.join('\n') === other.join('\n');
    const body = {
      ...(name === person.name ? {} : { name }),
      ...(email === (person.email ?? '') ? {} : { email }),
      ...(same(roles, person.roles) ? {} : { roles: roles.filter(isRole) }),
      ...(same(labels, person.labels) ? {} : { labels }),
    };
    update.mutate({ params: { person: person.id }, version: person.version, body });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Edit {{name}}', { name: person.name })}
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
        label={t('E-mail')}
        type="email"
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
        required={person.issuer === 'local'}
      />
      <Offered by={api.people.update} about={{ person: person.id }} and={[askedForRoles]}>
        <MultiSelect
          label={t('Roles')}
          description={t('For administration only; most people need none.')}
          data={roleSchema.options.map((role) => ({ value: role, label: t(role) }))}
          value={roles}
          onChange={setRoles}
        />
      </Offered>
      <TagsInput
        label={t('Labels')}
        description={t('Such as office=berlin; policies can ask for them.')}
        value={labels}
        onChange={setLabels}
      />
    </FormDialog>
  );
}

function isRole(role: string): role is Role {
  return roleSchema.safeParse(role).success;
}
