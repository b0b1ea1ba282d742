import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { OneTimeLink, Person } from '#contracts/api/people.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { Invite } from './invite.tsx';
import { LinkOnce } from './link-once.tsx';

const colours: Readonly<Record<string, string>> = { enabled: 'teal', invited: 'blue', disabled: 'red' };

/** Everybody, with what can be done for or against them. */
export function PeopleList() {
  const { t } = useTranslation();
  const [inviting, { open, close }] = useDisclosure();
  const [link, setLink] = useState<OneTimeLink>();
  const { rows, error, more } = usePages(api.people.list);
  const invite = <Button onClick={open}>{t('Invite somebody')}</Button>;
  return (
    <>
      <PageTitle title={t('People')} lead={t('Who can sign in.')} actions={invite} />
      <Invite opened={inviting} onClose={close} onLink={setLink} />
      <LinkOnce link={link} onClose={() => setLink(undefined)} />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(person) => person.id}
        empty={<Empty text={t('Nobody yet.')} action={invite} />}
        columns={[
          {
            name: t('Name'),
            cell: (person) => (
              <>
                <Text fw={600}>{person.name}</Text>
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
              <Badge color={colours[person.state] ?? 'gray'} variant="light">
                {t(person.state)}
              </Badge>
            ),
          },
          { name: '', cell: (person) => <Actions person={person} onLink={setLink} /> },
        ]}
      />
    </>
  );
}

interface ActionsProps {
  readonly person: Person;
  readonly onLink: (link: OneTimeLink) => void;
}

function Actions({ person, onLink }: ActionsProps) {
  const { t } = useTranslation();
  const update = useChange(api.people.update);
  const reset = useChange(api.people.resetLink, onLink);
  const end = useChange(api.sessions.endAllOf);
  const target = { params: { person: person.id } };
  const setState = (state: 'enabled' | 'disabled') =>
    update.mutate({ ...target, version: person.version, body: { state } });
  return (
    <>
      <Group gap="xs" justify="flex-end" wrap="nowrap">
        <Anchor component="button" size="sm" onClick={() => reset.mutate(target)}>
          {person.state === 'invited' ? t('New link') : t('Reset sign-in')}
        </Anchor>
        <Confirm
          label={t('End sessions')}
          question={t('End all sessions of {{name}}?', { name: person.name })}
          consequence={t('Everything they have open is cut at once. They can sign in again.')}
          busy={end.isPending}
          onConfirm={() => end.mutate(target)}
        />
        {person.state === 'disabled' ? (
          <Button size="compact-sm" variant="default" onClick={() => setState('enabled')}>
            {t('Enable')}
          </Button>
        ) : (
          <Confirm
            label={t('Disable')}
            question={t('Disable {{name}}?', { name: person.name })}
            consequence={t('Everything they have open is cut at once, and they cannot sign in.')}
            busy={update.isPending}
            onConfirm={() => setState('disabled')}
          />
        )}
      </Group>
      <Problem error={update.error ?? reset.error ?? end.error} />
    </>
  );
}
