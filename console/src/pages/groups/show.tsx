import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Group as GroupRow } from '#contracts/api/groups.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { EditGroup } from './edit.tsx';
import { GroupMembers } from './members.tsx';
import { GroupPrograms } from './programs.tsx';
import { Offered } from '../../rights/offered.tsx';

/** One group: who is in it, and which groups it is in. */
export function ShowGroup() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.groups.get, { params: { group: id } }));
  return <Reading read={read}>{(group) => <Whole group={group} />}</Reading>;
}

function Whole({ group }: { readonly group: GroupRow }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [editing, { open, close }] = useDisclosure();
  const remove = useChange(api.groups.remove, () => void navigate({ to: '/groups' }));
  const known = usePages(api.groups.list, { limit: 500 });
  const names = new Map<string, string>((known.rows ?? []).map(({ id, name }) => [id, name]));
  const inside = (known.rows ?? []).filter(({ parents }) => parents.includes(group.id));
  return (
    <>
      <PageTitle
        title={group.name}
        lead={group.description}
        actions={
          <Group gap="xs">
            <Offered by={api.groups.update} about={{ group: group.id }}>
              <Button variant="default" onClick={open}>
                {t('Edit')}
              </Button>
            </Offered>
            <Offered by={api.groups.remove} about={{ group: group.id }}>
              <Confirm
                label={t('Remove')}
                question={t('Remove the group {{name}}?', { name: group.name })}
                consequence={t('What its members have open is decided anew at once.')}
                busy={remove.isPending}
                onConfirm={() => remove.mutate({ params: { group: group.id }, version: group.version })}
              />
            </Offered>
          </Group>
        }
      />
      <Problem error={remove.error} />
      <EditGroup key={group.version} group={group} opened={editing} onClose={close} />
      <Group gap="xs" mb="lg">
        {group.parents.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('It is in no other group.')}
          </Text>
        ) : (
          <Text size="sm">
            {t('It is in')}{' '}
            {group.parents.map((id, place) => (
              <span key={id}>
                {place === 0 ? '' : ', '}
                <PageLink to={`/groups/${id}`}>{names.get(id) ?? id}</PageLink>
              </span>
            ))}
          </Text>
        )}
      </Group>
      <Section title={t('Members')}>
        <GroupMembers id={group.id} name={group.name} />
      </Section>
      <GroupPrograms id={group.id} />
      {inside.length === 0 ? null : (
        <Section title={t('Groups in it')}>
          <Text size="sm" c="dimmed" mb="xs">
            {t('Whoever is in one of these is in this group, too.')}
          </Text>
          <Group gap="sm">
            {inside.map(({ id, name }) => (
              <PageLink key={id} to={`/groups/${id}`}>
                {name}
              </PageLink>
            ))}
          </Group>
        </Section>
      )}
    </>
  );
}
