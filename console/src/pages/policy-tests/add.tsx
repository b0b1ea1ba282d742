import {
  Autocomplete,
  Button,
  Group,
  Modal,
  NumberInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import type { PolicyTestSpec } from '#contracts/api/policy-tests.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { PickApp, PickPerson } from '../why/pick.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Adds a sentence, if it is true now. */
export function AddTest({ opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('Add a sentence')} size="lg">
      <Form onDone={onClose} />
    </Modal>
  );
}

function Form({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [says, setSays] = useState<PolicyTestSpec['says']>('can-never');
  const [whoKind, setWhoKind] = useState<'group' | 'person'>('group');
  const [whatKind, setWhatKind] = useState<'app' | 'tag'>('app');
  const [who, setWho] = useState('');
  const [what, setWhat] = useState('');
  const [methods, setMethods] = useState<string | null>(null);
  const [address, setAddress] = useState('');
  const [hour, setHour] = useState<number | ''>('');
  const groups = usePages(api.groups.list, { limit: 500 });
  const tags = useQuery(reading(api.tags.list, {}));
  const add = useChange(api.policies.addTest, onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({
      body: {
        says,
        who: whoKind === 'group' ? { group: who } : { person: who },
        what: whatKind === 'app' ? { app: what } : { tag: what },
        ...(methods === null ? {} : { methods: signIns[methods === 'pwd' ? 'pwd' : 'hwk'] }),
        ...(address.trim() === '' ? {} : { address: address.trim() }),
        ...(hour === '' ? {} : { hour }),
      },
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <SegmentedControl
          aria-label={t('What must stay true')}
          value={says}
          onChange={(value) => setSays(value === 'can' ? 'can' : 'can-never')}
          data={[
            { value: 'can-never', label: t('can never open') },
            { value: 'can', label: t('can open') },
          ]}
        />
        <Text size="sm" c="dimmed">
          {says === 'can'
            ? t(
                'An example: what you leave out is a fresh sign-in by password and one-time code, on a Wednesday at noon.',
              )
            : t('A proof: what you leave out may be anything.')}
        </Text>
        <Group align="flex-end" grow preventGrowOverflow={false}>
          <SegmentedControl
            aria-label={t('Who')}
            value={whoKind}
            onChange={(value) => {
              setWhoKind(value === 'group' ? 'group' : 'person');
              setWho('');
            }}
            data={[
              { value: 'group', label: t('A group') },
              { value: 'person', label: t('One person') },
            ]}
          />
          {whoKind === 'person' ? (
            <PickPerson value={who} onChange={setWho} />
          ) : (
            <Autocomplete
              label={t('Group')}
              data={[...new Set((groups.rows ?? []).map(({ name }) => name))]}
              value={who}
              onChange={setWho}
              required
            />
          )}
        </Group>
        <Group align="flex-end" grow preventGrowOverflow={false}>
          <SegmentedControl
            aria-label={t('Which')}
            value={whatKind}
            onChange={(value) => {
              setWhatKind(value === 'app' ? 'app' : 'tag');
              setWhat('');
            }}
            data={[
              { value: 'app', label: t('An app') },
              { value: 'tag', label: t('A tag') },
            ]}
          />
          {whatKind === 'app' ? (
            <PickApp value={what} onChange={setWhat} />
          ) : (
            <Autocomplete
              label={t('Tag')}
              data={(tags.data?.items ?? []).map(({ name }) => name)}
              value={what}
              onChange={setWhat}
              required
            />
          )}
        </Group>
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <Select
            label={t('Signed in with')}
            placeholder={t('Not said')}
            data={[
              { value: 'pwd', label: t('password only') },
              { value: 'hwk', label: t('passkey') },
            ]}
            value={methods}
            onChange={setMethods}
            clearable
          />
          <TextInput
            label={t('From which address')}
            placeholder={t('Not said')}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
            spellCheck={false}
          />
          <NumberInput
            label={t('At which hour')}
            placeholder={t('Not said')}
            value={hour}
            min={0}
            max={23}
            onChange={(value) => setHour(typeof value === 'number' ? value : '')}
          />
        </Group>
        <Problem error={add.error} />
        <Group justify="flex-end">
          <Button type="submit" loading={add.isPending}>
            {t('Add it, if it is true')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const signIns: Readonly<Record<'pwd' | 'hwk', ('pwd' | 'hwk')[]>> = { pwd: ['pwd'], hwk: ['hwk'] };
