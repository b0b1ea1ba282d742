import { Alert, Badge, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonReach, WayIn } from '#contracts/api/access.ts';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { useFormat } from '../../../texts/use-format.ts';
import { useNeedInWords } from '../../../texts/use-need-words.ts';
import { reading } from '../../../api.ts';
import { Listing } from '../../../parts/listing.tsx';
import { PageLink } from '../../../parts/page-link.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { useActionNames } from '../../settings/action-names.ts';
import { useMethodNames } from '../../why/method-names.ts';
import { useReason } from '../../../texts/use-reason.ts';

/** What an account opens, for its owner and for somebody who stole its cookie. */
export function ReachOf({ person }: { readonly person: Pick<Person, 'id'> }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string>();
  const [from, setFrom] = useState('');
  const input = {
    params: { person: person.id },
    query: asked === undefined || asked === '' ? {} : { from: asked },
  };
  const read = useQuery({ ...reading(api.access.person, input), enabled: asked !== undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(from.trim());
  };
  return (
    <Section title={t('What this account opens, and what it would open if it were stolen')}>
      <form onSubmit={submit}>
        <Group align="flex-end" mb="sm">
          <TextInput
            label={t('The thief comes from')}
            description={t('An address; empty for one that nothing is known of.')}
            placeholder="203.0.113.1"
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            spellCheck={false}
          />
          <Button type="submit" variant="light" loading={read.isFetching}>
            {t('Work it out')}
          </Button>
        </Group>
      </form>
      {asked === undefined ? (
        <Text size="sm" c="dimmed">
          {t('Asks the policies in force about every app, as a request would be asked. Nothing is granted.')}
        </Text>
      ) : (
        <Reading read={read}>{(reach) => <Found reach={reach} />}</Reading>
      )}
    </Section>
  );
}

function Found({ reach }: { readonly reach: PersonReach }) {
  const { t } = useTranslation();
  const methodNames = useMethodNames();
  const actionNames = useActionNames();
  const format = useFormat();
  const { stolen, administers } = reach;
  const lost = reach.apps.filter((app) => app.stolen.outcome === 'allow').length;
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">
        {t('Of these, a stolen cookie opens {{count}}.', { count: lost })}{' '}
        <Text span size="sm" c="dimmed">
          {t('It carries a sign-in with {{methods}}, {{age}} old, and comes from {{address}}.', {
            methods: methodNames(stolen.methods),
            age: format.length(Math.round(stolen.ageSeconds / 60) * 60),
            address: stolen.address,
          })}{' '}
          {stolen.session === null ? t('They are not signed in, so that is assumed.') : null}
          {stolen.sessions > 1
            ? t('Of their {{count}} sessions it is the one that opens most: {{session}}.', {
                count: stolen.sessions,
                session: stolen.session,
              })
            : null}
        </Text>
      </Text>
      {administers.stolen.length > 0 ? (
        <Alert color="red" title={t('Whoever has this cookie administers Sallyport')}>
          {administers.stolen.map(actionNames).join(', ')}
        </Alert>
      ) : null}
      {reach.apps.length === 0 ? (
        <Text c="dimmed">{t('This account opens nothing.')}</Text>
      ) : (
        <Apps reach={reach} />
      )}
      <Text size="xs" c="dimmed">
        {t('{{count}} apps stay shut either way.', { count: reach.refused })}{' '}
        {t('Version {{revision}} of the policies.', { revision: reach.policyRevision })}{' '}
        {reach.notLookedAt > 0
          ? t('{{count}} apps and parts of apps were too many to look at.', { count: reach.notLookedAt })
          : null}
      </Text>
    </Stack>
  );
}

function Apps({ reach }: { readonly reach: PersonReach }) {
  const { t } = useTranslation();
  return (
    <Listing
      rows={reach.apps}
      error={null}
      keyOf={({ app, route }) => `${app.id} ${route ?? ''}`}
      empty={null}
      columns={[
        {
          name: t('App'),
          cell: ({ app, route }) => (
            <div>
              <PageLink to={`/apps/${app.id}`}>{app.title}</PageLink>
              {app.sensitivity === 'high' ? (
                <Badge size="xs" color="orange" variant="light" ml={6}>
                  {t('high')}
                </Badge>
              ) : null}
              {route === null ? null : <Text size="xs">{t('only the route {{route}}', { route })}</Text>}
            </div>
          ),
        },
        { name: t('Signed in afresh'), cell: ({ signedIn }) => <Way way={signedIn} of={reach.person.id} /> },
        {
          name: t('With the stolen cookie'),
          cell: ({ stolen }) => <Way way={stolen} of={reach.person.id} />,
        },
      ]}
    />
  );
}

const colours = { allow: 'teal', challenge: 'yellow', deny: 'gray' } as const;

function Way({ way, of }: { readonly way: WayIn; readonly of: string }) {
  const { t } = useTranslation();
  const reasonInWords = useReason();
  const needInWords = useNeedInWords();
  return (
    <div>
      <Badge size="sm" variant="light" color={colours[way.outcome]}>
        {t(way.outcome)}
      </Badge>
      <Text size="xs" c="dimmed">
        {way.need === null ? '' : `${needInWords(way.need)} `}
        {way.outcome === 'deny' ? reasonInWords(way, of) : way.policies.map(({ name }) => name).join(', ')}
      </Text>
    </div>
  );
}
