import { Badge, Button, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { OneTimeLink, Person } from '#contracts/api/people.ts';
import { reading } from '../../../api.ts';
import { PageTitle } from '../../../parts/page-title.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { LinkOnce } from '../link-once.tsx';
import { stateColours } from '../state-colours.ts';
import { PersonActions } from './actions.tsx';
import { ConnectionsOf } from './connections.tsx';
import { DecisionsOf } from './decisions.tsx';
import { EditPerson } from './edit.tsx';
import { GroupsOf } from './groups.tsx';
import { IdentitiesOf } from './identities.tsx';
import { MethodsOf } from './methods.tsx';
import { ReachOf } from './reach.tsx';
import { SessionsOf } from './sessions.tsx';
import { Offered } from '../../../rights/offered.tsx';

/** Everything about one person, with all that can be done for or against them. */
export function ShowPerson() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(reading(api.people.get, { params: { person: id } }));
  return <Reading read={read}>{(person) => <Whole person={person} />}</Reading>;
}

function Whole({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const [link, setLink] = useState<OneTimeLink>();
  const [editing, { open, close }] = useDisclosure();
  return (
    <>
      <PageTitle
        title={person.name}
        lead={person.email ?? person.subject}
        actions={
          <Group gap="xs">
            <Offered by={api.decisions.why}>
              <Button component={Link} to={`/why?person=${encodeURIComponent(person.id)}`} variant="default">
                {t('Why can they …?')}
              </Button>
            </Offered>
            <Offered by={api.people.update} about={{ person: person.id }}>
              <Button variant="default" onClick={open}>
                {t('Edit')}
              </Button>
            </Offered>
          </Group>
        }
      />
      <LinkOnce link={link} onClose={() => setLink(undefined)} />
      <EditPerson key={person.version} person={person} opened={editing} onClose={close} />
      <Group gap="xs" mb="md">
        <Badge color={stateColours[person.state]} variant="light">
          {t(person.state)}
        </Badge>
        {person.roles.map((role) => (
          <Badge key={role} color="grape" variant="light">
            {t(role)}
          </Badge>
        ))}
        {person.labels.map((label) => (
          <Badge key={label} color="gray" variant="outline" tt="none">
            {label}
          </Badge>
        ))}
        <Text size="sm" c="dimmed">
          {person.issuer === 'local'
            ? t('Signs in with us.')
            : t('Vouched for by {{issuer}}.', { issuer: person.issuer })}
        </Text>
      </Group>
      <PersonActions person={person} onLink={setLink} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" verticalSpacing={0}>
        <div>
          <GroupsOf person={person} />
          <MethodsOf person={person} />
          <IdentitiesOf person={person} />
        </div>
        <div>
          <SessionsOf person={person} />
          <ConnectionsOf person={person} />
          <DecisionsOf person={person} />
        </div>
      </SimpleGrid>
      <Offered by={api.access.person} about={{ person: person.id }}>
        <ReachOf person={person} />
      </Offered>
    </>
  );
}
