import {
  Button,
  Card,
  Group,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../../api.ts';
import { usePages } from '../../../use-pages.ts';
import { type Choice, nothingChosen } from './choice.ts';
import { isGuided } from './is-guided.ts';
import { readCedar } from './read-cedar.ts';
import { useNames } from './use-names.ts';
import { writeCedar } from './write-cedar.ts';

interface Props {
  readonly text: string;
  readonly onText: (text: string) => void;
}

/**
 * Writes a policy by choosing. It reads back only what it wrote: a text that says more stays as it is until somebody
 * begins anew.
 */
export function Builder({ text, onText }: Props) {
  const { t } = useTranslation();
  const asked = useRouterState({ select: ({ location }) => isGuided(location.searchStr) });
  const [open, setOpen] = useState(asked);
  const [draft, setDraft] = useState<Choice>();
  const read = text.trim() === '' ? nothingChosen : readCedar(text);
  const choice = draft !== undefined && writeCedar(draft) === text ? draft : read;
  if (!open)
    return (
      <Group>
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {t('Choose instead of writing')}
        </Button>
      </Group>
    );
  const change = (next: Choice) => {
    setDraft(next);
    onText(writeCedar(next));
  };
  return (
    <Card withBorder component="section" aria-label={t('Guided policy')}>
      <Stack>
        <Group justify="space-between">
          <Text fw={600}>{t('Who may open what, and when')}</Text>
          <Button size="compact-sm" variant="subtle" onClick={() => setOpen(false)}>
            {t('Only the text')}
          </Button>
        </Group>
        {choice === undefined ? (
          <Group>
            <Text size="sm">
              {t('The text below says more than can be chosen here, and stays as it is.')}
            </Text>
            <Button size="compact-sm" variant="default" onClick={() => change(nothingChosen)}>
              {t('Begin anew')}
            </Button>
          </Group>
        ) : (
          <Fields choice={choice} onChange={change} />
        )}
      </Stack>
    </Card>
  );
}

interface FieldsProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
}

const usualOffice = { from: 8, to: 18 };
const usualFreshMinutes = 15;

function Fields({ choice, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const change = (part: Partial<Choice>) => onChange({ ...choice, ...part });
  const { office, freshMinutes } = choice;
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <WhoField choice={choice} onChange={onChange} />
        <WhatField choice={choice} onChange={onChange} />
        <Select
          label={t('Signed in with')}
          data={[
            { value: 'any', label: t('any sign-in') },
            { value: 'second-factor', label: t('a second factor') },
            { value: 'passkey', label: t('a passkey') },
          ]}
          value={choice.signIn}
          onChange={(value) =>
            change({ signIn: value === 'passkey' || value === 'second-factor' ? value : 'any' })
          }
          allowDeselect={false}
        />
        <TextInput
          label={t('From the network')}
          description={t('A range such as 10.0.0.0/8; empty: from anywhere.')}
          value={choice.range}
          onChange={(event) => change({ range: event.currentTarget.value.trim() })}
          spellCheck={false}
        />
        <Group align="center">
          <Switch
            label={t('Signed in lately')}
            checked={freshMinutes !== null}
            onChange={(event) =>
              change({ freshMinutes: event.currentTarget.checked ? usualFreshMinutes : null })
            }
          />
          {freshMinutes === null ? null : (
            <NumberInput
              label={t('Minutes')}
              value={freshMinutes}
              min={1}
              max={100_000}
              allowDecimal={false}
              onChange={(value) => change({ freshMinutes: Math.max(1, Number(value)) })}
              w={110}
            />
          )}
        </Group>
        <Group align="center">
          <Switch
            label={t('In office hours')}
            description={t('Monday to Friday, where the organisation is')}
            checked={office !== null}
            onChange={(event) => change({ office: event.currentTarget.checked ? usualOffice : null })}
          />
          {office === null ? null : (
            <>
              <NumberInput
                label={t('From')}
                value={office.from}
                min={0}
                max={23}
                allowDecimal={false}
                onChange={(value) => change({ office: { ...office, from: Number(value) } })}
                w={80}
              />
              <NumberInput
                label={t('To')}
                value={office.to}
                min={1}
                max={24}
                allowDecimal={false}
                onChange={(value) => change({ office: { ...office, to: Number(value) } })}
                w={80}
              />
            </>
          )}
        </Group>
      </SimpleGrid>
      <TextInput
        label={t('Advice')}
        description={t('What somebody reads who is refused; such as whom to ask.')}
        value={choice.advice}
        onChange={(event) => change({ advice: event.currentTarget.value })}
      />
    </>
  );
}

function WhoField({ choice, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const names = useNames();
  const programs = usePages(api.serviceAccounts.list, { limit: 500 });
  const { who } = choice;
  const kinds = [
    { value: 'group', label: t('a group') },
    { value: 'person', label: t('one person') },
    { value: 'service-account', label: t('a service account') },
    { value: 'everybody', label: t('everybody') },
  ];
  const options = {
    group: names.Group,
    person: names.Person,
    'service-account': (programs.rows ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
  const setKind = (kind: string | null) => {
    if (kind === 'group' || kind === 'person' || kind === 'service-account')
      onChange({ ...choice, who: { kind, name: '' } });
    else onChange({ ...choice, who: { kind: 'everybody' } });
  };
  return (
    <Group align="flex-end" grow>
      <Select label={t('Who')} data={kinds} value={who.kind} onChange={setKind} allowDeselect={false} />
      {who.kind === 'everybody' ? null : (
        <Select
          aria-label={t('Which')}
          placeholder={t('Which')}
          data={withPresent(options[who.kind], who.name)}
          value={who.name === '' ? null : who.name}
          onChange={(name) => onChange({ ...choice, who: { kind: who.kind, name: name ?? '' } })}
          searchable
        />
      )}
    </Group>
  );
}

function WhatField({ choice, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const names = useNames();
  const apps = useQuery(reading(api.apps.list, { query: { limit: 500 } }));
  const { what } = choice;
  const routes = (apps.data?.items ?? []).flatMap(({ name, routes: all }) =>
    all.map((route) => ({ value: route.id, label: `${name}: ${route.name}` })),
  );
  const options = { app: names.App, tag: names.Tag, route: routes };
  const setKind = (kind: string | null) =>
    onChange({ ...choice, what: { kind: kind === 'tag' || kind === 'route' ? kind : 'app', name: '' } });
  return (
    <Group align="flex-end" grow>
      <Select
        label={t('May open')}
        data={[
          { value: 'app', label: t('an app') },
          { value: 'tag', label: t('a tag') },
          { value: 'route', label: t('a route') },
        ]}
        value={what.kind}
        onChange={setKind}
        allowDeselect={false}
      />
      <Select
        aria-label={t('Which')}
        placeholder={t('Which')}
        data={withPresent(options[what.kind], what.name)}
        value={what.name === '' ? null : what.name}
        onChange={(name) => onChange({ ...choice, what: { kind: what.kind, name: name ?? '' } })}
        searchable
      />
    </Group>
  );
}

type Option = string | { readonly value: string; readonly label: string };

/** What is chosen stays to be seen, though it is not among those that were read. */
function withPresent(options: readonly Option[], present: string) {
  const known = new Map(
    options.map((one) => (typeof one === 'string' ? [one, one] : [one.value, one.label])),
  );
  if (present !== '' && !known.has(present)) known.set(present, present);
  return [...known].map(([value, label]) => ({ value, label }));
}
