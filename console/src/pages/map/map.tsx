import './map.css';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessMap } from '#contracts/api/access.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Reading } from '../../parts/reading.tsx';
import { SearchBox } from '../../parts/search-box.tsx';
import { Section } from '../../parts/section.tsx';
import { ChoosePerson } from '../people/choose-person.tsx';
import { ReachOf } from '../people/person/reach.tsx';
import { type Column, layOut } from './layout.ts';
import { MapPicture } from './picture.tsx';
import { MapTable } from './table.tsx';

/** Who reaches what by which policy, and what a stolen account would open. */
export function AccessMapPage() {
  const { t } = useTranslation();
  // Worked out for everybody and everything: not again at each look away and back.
  const read = useQuery({ ...reading(api.access.map, {}), staleTime: 60_000 });
  const [person, setPerson] = useState<string | null>(null);
  return (
    <>
      <PageTitle
        title={t('Access map')}
        lead={t('Who reaches what by which policy, fresh from password and one-time code.')}
        actions={
          <Button variant="default" loading={read.isFetching} onClick={() => void read.refetch()}>
            {t('Work it out again')}
          </Button>
        }
      />
      <Reading read={read}>{(map) => <Drawn map={map} />}</Reading>
      <Section title={t('What could this account reach if it were stolen?')}>
        <ChoosePerson label={t('Whose account')} value={person} onChange={setPerson} />
      </Section>
      {person === null ? null : <ReachOf key={person} person={{ id: person }} />}
    </>
  );
}

function Drawn({ map }: { readonly map: AccessMap }) {
  const { t } = useTranslation();
  const [focus, setFocus] = useState<{ readonly column: Column; readonly id: string }>();
  const [search, setSearch] = useState('');
  const picture = layOut(map, { focus, search });
  const hidden = picture.hidden.groups + picture.hidden.policies + picture.hidden.apps;
  const open = map.targets.filter((app) => !app.system && (app.public || app.publicPaths > 0));
  const closed = map.targets.filter((app) => app.people + app.partly + app.programs === 0 && !app.public);
  return (
    <>
      <Coverage map={map} />
      {open.length === 0 ? null : (
        <Alert color="red" mb="md" title={t('Open to anybody, without a sign-in')}>
          {open.map((app, place) => (
            <span key={app.id}>
              {place === 0 ? '' : ', '}
              <PageLink to={`/apps/${app.id}`}>{app.title}</PageLink>{' '}
              {app.public ? t('(all of it)') : t('({{count}} paths)', { count: app.publicPaths })}
            </span>
          ))}
        </Alert>
      )}
      <Group align="flex-start" gap="md">
        <SearchBox value={search} onChange={setSearch} />
        {focus === undefined ? null : (
          <Button variant="default" onClick={() => setFocus(undefined)}>
            {t('Show all')}
          </Button>
        )}
      </Group>
      {picture.boxes.length === 0 ? (
        <Text c="dimmed" mb="md">
          {t('Nobody reaches anything like that.')}
        </Text>
      ) : (
        <>
          {/* It scrolls on a narrow screen; the boxes in it take the focus, and so bring themselves into view. */}
          <div className="map-room">
            <div className="map-heads" aria-hidden>
              <span>{t('Groups')}</span>
              <span>{t('Policies')}</span>
              <span>{t('Apps')}</span>
            </div>
            <MapPicture
              picture={picture}
              focus={focus}
              onFocus={({ column, id }) =>
                setFocus(focus?.column === column && focus.id === id ? undefined : { column, id })
              }
            />
          </div>
        </>
      )}
      <Text size="xs" c="dimmed" mt="xs" mb="lg">
        {t('A dashed line asks for a stronger sign-in. Choose a box to see only what it is tied to.')}{' '}
        {map.appLines.some(({ partly }) => partly > 0)
          ? t('A dotted line opens a part of the app only.')
          : null}{' '}
        {map.programs.of > 0 ? t('A second number counts programs.') : null}{' '}
        {hidden > 0
          ? t('{{count}} smaller boxes are not drawn; the table has them.', { count: hidden })
          : null}
      </Text>
      <Section title={t('The same as a table')}>
        <MapTable map={map} kept={focus} search={search} />
      </Section>
      {closed.length === 0 ? null : (
        <Section title={t('Apps that nobody reaches')}>
          <Group gap="sm">
            {closed.slice(0, 100).map((app) => (
              <PageLink key={app.id} to={`/apps/${app.id}`}>
                {app.title}
              </PageLink>
            ))}
          </Group>
        </Section>
      )}
    </>
  );
}

/** Says what the map is made of, and what it leaves out. */
function Coverage({ map }: { readonly map: AccessMap }) {
  const { t } = useTranslation();
  const { people, apps, programs, unknownGroups, linesLeftOut, policyRevision } = map;
  const whole = [people, apps, programs].every(({ looked, of }) => looked === of) && linesLeftOut === 0;
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm">
        {t('{{people}} and {{apps}}, by version {{revision}} of the policies.', {
          people: t('{{count}} people', { count: people.looked }),
          apps: t('{{count}} apps', { count: apps.looked }),
          revision: policyRevision,
        })}{' '}
        {programs.of > 0 ? t('{{count}} programs are on it, too.', { count: programs.looked }) : null}
      </Text>
      {whole ? null : (
        <Alert color="yellow" mb="md" role="status">
          {t('Not all of it. Left out: {{people}}, {{apps}}, {{programs}} and {{lines}}.', {
            people: t('{{count}} people', { count: people.of - people.looked }),
            apps: t('{{count}} apps', { count: apps.of - apps.looked }),
            programs: t('{{count}} programs', { count: programs.of - programs.looked }),
            lines: t('{{count}} lines', { count: linesLeftOut }),
          })}
        </Alert>
      )}
      {unknownGroups === 0 ? null : (
        <Alert color="yellow" mb="md" role="status">
          {t('The groups of {{count}} people are unknown at the moment.', { count: unknownGroups })}
        </Alert>
      )}
    </>
  );
}
