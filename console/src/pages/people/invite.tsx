import { MultiSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askedToInviteWithRoles } from '#contracts/api/asked.ts';
import { api } from '#contracts/api/operations.ts';
import type { OneTimeLink, Role } from '#contracts/api/people.ts';

import { said } from '../../texts/said.ts';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { Offered } from '../../rights/offered.tsx';
import { FormDialog } from '../../parts/form-dialog.tsx';

const roleNames = [said('owner'), said('admin'), said('auditor')];

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onLink: (link: OneTimeLink) => void;
}

/** Asks whom to invite; the answer is a link that is handed over by hand. */
export function Invite({ opened, onClose, onLink }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [groups, setGroups] = useState<string[]>([]);
  const [roles, setRoles] = useState<string[]>([]);
  const known = usePages(api.groups.list, { limit: 500 });
  const invite = useChange(api.people.invite, ({ link }) => {
    setName('');
    setEmail('');
    onClose();
    onLink(link);
  });
  const submit = () => {
    invite.mutate({ body: { name, email, groups, roles: roles as Role[] } });
  };
  return (
    <FormDialog
      opened={opened}
      onClose={onClose}
      title={t('Invite somebody')}
      label={t('Make the link')}
      change={invite}
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
        description={t('What they sign in with. No mail is sent.')}
        type="email"
        value={email}
        onChange={(e) => setEmail(e.currentTarget.value)}
        required
      />
      <MultiSelect
        label={t('Groups')}
        data={(known.rows ?? []).map((group) => ({ value: group.id, label: group.name }))}
        value={groups}
        onChange={setGroups}
        searchable
      />
      <Offered by={api.people.invite} and={[askedToInviteWithRoles]}>
        <MultiSelect
          label={t('Roles')}
          description={t('For administration only; most people need none.')}
          data={roleNames.map((value) => ({ value, label: t(value) }))}
          value={roles}
          onChange={setRoles}
        />
      </Offered>
    </FormDialog>
  );
}
