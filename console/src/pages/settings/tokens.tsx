import { Button, Modal, MultiSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrativeActions } from '#contracts/access.ts';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Section } from '../../parts/section.tsx';
import { Since } from '../../parts/since.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { useActionNames } from './action-names.ts';
import { ShownOnce } from './shown-once.tsx';
import { Offered } from '../../rights/offered.tsx';

/** Tokens by which programs use the API. */
export function Tokens() {
  const { t } = useTranslation();
  const actionNames = useActionNames();
  const [adding, { open, close }] = useDisclosure();
  const [secret, setSecret] = useState<string>();
  const { rows, error, more } = usePages(api.tokens.list);
  const revoke = useChange(api.tokens.revoke);
  const add = (
    <Button size="compact-sm" variant="default" onClick={open}>
      {t('Make a token')}
    </Button>
  );
  return (
    <Section title={t('API tokens')} actions={add}>
      <Problem error={revoke.error} />
      <NewToken opened={adding} onClose={close} onMade={setSecret} />
      <ShownOnce
        title={t('The token')}
        text={t('Put it where the program finds it, for example in SALLYPORT_TOKEN.')}
        value={secret}
        onClose={() => setSecret(undefined)}
      />
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={({ id }) => id}
        empty={<Empty text={t('No token yet.')} />}
        columns={[
          { name: t('Name'), cell: ({ name }) => name },
          {
            name: t('Of'),
            cell: ({ owner }) => <PageLink to={`/people/${owner.id}`}>{owner.name}</PageLink>,
          },
          { name: t('May'), cell: ({ scopes }) => scopes.map(actionNames).join(', ') },
          { name: t('Until'), cell: ({ expiresAt }) => <Since at={expiresAt} /> },
          {
            name: t('Last used'),
            cell: ({ lastUsedAt }) => (lastUsedAt === null ? t('Never used') : <Since at={lastUsedAt} />),
          },
          {
            name: '',
            cell: ({ id, name, owner }) => (
              <Offered by={api.tokens.revoke} about={{ owner: owner.id }}>
                <Confirm
                  label={t('Revoke')}
                  question={t('Revoke the token {{name}}?', { name })}
                  consequence={t('Whatever uses it is refused at once.')}
                  busy={revoke.isPending}
                  onConfirm={() => revoke.mutate({ params: { token: id } })}
                />
              </Offered>
            ),
          },
        ]}
      />
    </Section>
  );
}

interface NewTokenProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
}

function NewToken({ opened, onClose, onMade }: NewTokenProps) {
  const { t } = useTranslation();
  const actionNames = useActionNames();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [days, setDays] = useState(30);
  const create = useChange(api.tokens.create, ({ token }) => {
    setName('');
    onClose();
    onMade(token);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const known = administrativeActions.filter((action) => scopes.includes(action));
    create.mutate({ body: { name, scopes: known, lifetimeDays: days } });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('Make a token')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            {t('It acts as you, and never does more than it may here, whatever you may.')}
          </Text>
          <TextInput
            label={t('Name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
            data-autofocus
          />
          <MultiSelect
            label={t('May')}
            data={administrativeActions.map((action) => ({ value: action, label: actionNames(action) }))}
            value={scopes}
            onChange={setScopes}
            required
          />
          <NumberInput
            label={t('Days')}
            value={days}
            min={1}
            max={366}
            onChange={(value) => setDays(Number(value))}
          />
          <Problem error={create.error} />
          <Button type="submit" loading={create.isPending} disabled={scopes.length === 0}>
            {t('Make it')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
