import { Alert, Badge, Button, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppReach } from '#contracts/api/access.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';

/** Who reaches an app, and which policies let them in. */
export function ReachOfApp({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const read = useQuery({ ...reading(api.access.app, { params: { app: id } }), staleTime: 60_000 });
  return (
    <Section
      title={t('Who can reach it')}
      actions={
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            loading={read.isFetching}
            onClick={() => void read.refetch()}
          >
            {t('Work it out again')}
          </Button>
        </Group>
      }
    >
      <Reading read={read}>{(reach) => <Found reach={reach} />}</Reading>
    </Section>
  );
}

function Found({ reach }: { readonly reach: AppReach }) {
  const { t } = useTranslation();
  const { people, policies } = reach;
  return (
    <Stack gap="sm">
      {reach.public ? (
        <Alert color="red" title={t('Open to anybody, without a sign-in')}>
          {t('Nobody is asked who they are, and no policy is asked.')}
        </Alert>
      ) : null}
      <Text>
        {t('{{reach}} of {{people}}, and {{stronger}} more after a stronger sign-in.', {
          reach: reach.reach,
          people: t('{{count}} people', { count: people.of }),
          stronger: reach.stronger,
        })}
      </Text>
      {people.looked < people.of ? (
        <Text size="sm">{t('Only {{count}} people could be looked at.', { count: people.looked })}</Text>
      ) : null}
      {reach.unknownGroups === 0 ? null : (
        <Text size="sm">
          {t('The groups of {{count}} people are unknown at the moment.', { count: reach.unknownGroups })}
        </Text>
      )}
      <Policies policies={policies} />
      {reach.routes.map((route) => (
        <PartOf key={route.name} route={route} />
      ))}
      <Programs reach={reach} />
      <Text size="xs" c="dimmed">
        {t('Fresh from password and one-time code. Version {{revision}} of the policies.', {
          revision: reach.policyRevision,
        })}
      </Text>
    </Stack>
  );
}

function Policies({ policies }: Pick<AppReach, 'policies'>) {
  const { t } = useTranslation();
  if (policies.length === 0) return <Text c="dimmed">{t('No policy lets anybody in.')}</Text>;
  return (
    <List listStyleType="none" spacing="sm" className="rows">
      {policies.map(({ policy, people: count, stronger, names }) => (
        <List.Item key={policy.id}>
          <Group gap="xs">
            <PageLink to={`/policies/${policy.id}`} fw={600}>
              {policy.name}
            </PageLink>
            <Badge variant="light" tt="none">
              {t('{{count}} people', { count })}
            </Badge>
            {stronger === 0 ? null : (
              <Badge variant="light" color="yellow" tt="none">
                {t('{{count}} with a stronger sign-in', { count: stronger })}
              </Badge>
            )}
          </Group>
          <Names names={names} more={count - names.length} />
        </List.Item>
      ))}
    </List>
  );
}

/** Who gets into one route; what is asked for there is decided for the route alone. */
function PartOf({ route }: { readonly route: AppReach['routes'][number] }) {
  const { t } = useTranslation();
  const { name, patterns, reach, stronger, onlyThis, policies } = route;
  return (
    <div>
      <Text fw={600}>
        {t('The route {{route}}', { route: name })}{' '}
        <Text span size="sm" c="dimmed" fw={400}>
          <code>{patterns.join(' ')}</code>
        </Text>
      </Text>
      <Text size="sm" mb={4}>
        {t('{{count}} people', { count: reach })}
        {stronger > 0 ? ` · ${t('{{count}} with a stronger sign-in', { count: stronger })}` : null}
        {onlyThis > 0
          ? ` · ${t('{{count}} of them reach only this, not the rest of the app', { count: onlyThis })}`
          : null}
      </Text>
      <Policies policies={policies} />
    </div>
  );
}

/** The service accounts that get in. */
function Programs({ reach: { programs, programsOf } }: { readonly reach: AppReach }) {
  const { t } = useTranslation();
  if (programsOf === 0) return null;
  return (
    <div>
      <Text fw={600}>{t('{{count}} programs', { count: programsOf })}</Text>
      <List listStyleType="none" spacing={4} className="rows">
        {programs.map(({ id, name, route, hasKey, policies }) => (
          <List.Item key={`${id} ${route ?? ''}`}>
            <Group gap="xs">
              <PageLink to={`/service-accounts/${id}`}>{name}</PageLink>
              <Text span size="sm" c="dimmed">
                {route === null ? null : `${t('only the route {{route}}', { route })} · `}
                {policies.map((policy, place) => (
                  <span key={policy.id}>
                    {place === 0 ? '' : ', '}
                    <PageLink to={`/policies/${policy.id}`} size="sm">
                      {policy.name}
                    </PageLink>
                  </span>
                ))}
              </Text>
              {hasKey ? null : (
                <Badge variant="light" color="yellow" tt="none">
                  {t('no key of it works here now')}
                </Badge>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
      {programsOf > programs.length ? (
        <Text size="sm">{t('and {{count}} more', { count: programsOf - programs.length })}</Text>
      ) : null}
    </div>
  );
}

type Named = AppReach['policies'][number]['names'];

const fewNames = 12;

function Names({ names, more }: { readonly names: Named; readonly more: number }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? names : names.slice(0, fewNames);
  const hidden = names.length - shown.length + more;
  return (
    <Text size="sm">
      {shown.map(({ id, name }, place) => (
        <span key={id}>
          {place === 0 ? '' : ', '}
          <PageLink to={`/people/${id}`} size="sm">
            {name}
          </PageLink>
        </span>
      ))}
      {hidden > 0 ? ` ${t('and {{count}} more', { count: hidden })} ` : null}
      {names.length > shown.length ? (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {t('Show more')}
        </Button>
      ) : null}
    </Text>
  );
}
