import {
  Alert,
  Anchor,
  Button,
  Group,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiWords } from '../../texts/use-api-words.ts';
import { api } from '#contracts/api/operations.ts';
import type { PolicyChange } from '#contracts/api/policy-versions.ts';
import { reading } from '../../api.ts';
import { Builder } from './builder/builder.tsx';
import { PolicyText } from './builder/policy-text.tsx';
import { EnforceFrom } from './enforce-from.tsx';
import { WhatChanges } from './what-changes.tsx';

export interface PolicyDraft {
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly mode: 'enforce' | 'observe';
  readonly enabled: boolean;
  readonly enforceFrom: number | null;
  /** Seconds within which it must be confirmed; absent: it stays. */
  readonly confirmWithin?: number;
}

interface Props {
  readonly initial: PolicyDraft;
  readonly busy: boolean;
  readonly onSave: (draft: PolicyDraft) => void;
  /** What saving this draft would change. */
  readonly changesOf: (draft: PolicyDraft) => readonly PolicyChange[];
  /** Hears of every change of the draft. */
  readonly onDraft?: (draft: PolicyDraft) => void;
}

/** The text of a policy, checked against the schema while it is written. */
export function PolicyForm({ initial, busy, onSave, changesOf, onDraft }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(initial);
  const area = useRef<HTMLTextAreaElement>(null);
  const [onTrial, setOnTrial] = useState(false);
  const [settled] = useDebouncedValue(draft.text, 300);
  const check = useQuery({
    ...reading(api.policies.check, { body: { text: settled } }),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
  });
  const change = (part: Partial<PolicyDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    onDraft?.(next);
  };
  const show = (from: number, to: number) => {
    area.current?.focus();
    area.current?.setSelectionRange(from, to);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ ...titled(draft), ...(onTrial ? { confirmWithin: trialSeconds } : {}) });
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={820}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <TextInput
            label={t('Name')}
            description={t('Short: lower case, digits, hyphens.')}
            value={draft.name}
            onChange={(e) => change({ name: e.currentTarget.value })}
            required
            spellCheck={false}
          />
          <TextInput
            label={t('Title')}
            description={t('What people read where it decides.')}
            value={draft.title}
            onChange={(e) => change({ title: e.currentTarget.value })}
          />
        </SimpleGrid>
        <Builder text={draft.text} onText={(text) => change({ text })} />
        <PolicyText value={draft.text} onChange={(text) => change({ text })} area={area} />
        <Findings text={settled} problems={check.data?.problems} onShow={show} />
        {draft.mode === 'observe' ? (
          <EnforceFrom value={draft.enforceFrom} onChange={(enforceFrom) => change({ enforceFrom })} />
        ) : null}
        <WhatChanges changes={changesOf(titled(draft))} />
        <Group justify="space-between">
          <Group>
            <SegmentedControl
              aria-label={t('Mode')}
              value={draft.mode}
              onChange={(value) =>
                change(value === 'observe' ? { mode: 'observe' } : { mode: 'enforce', enforceFrom: null })
              }
              data={[
                { value: 'enforce', label: t('Enforce') },
                { value: 'observe', label: t('Only observe') },
              ]}
            />
            <Switch
              label={t('On')}
              checked={draft.enabled}
              onChange={(e) => change({ enabled: e.currentTarget.checked })}
            />
            <Switch
              label={t('Goes back by itself unless confirmed within 5 minutes')}
              checked={onTrial}
              onChange={(e) => setOnTrial(e.currentTarget.checked)}
            />
          </Group>
          <Button type="submit" loading={busy}>
            {t('Save and publish')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** How long a publication on trial waits to be confirmed. */
const trialSeconds = 300;

function titled(draft: PolicyDraft): PolicyDraft {
  return { ...draft, title: draft.title.trim() === '' ? draft.name : draft.title };
}

interface Finding {
  readonly message: string;
  readonly help?: string | undefined;
  readonly severity?: 'error' | 'warning' | undefined;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

function Findings({
  text,
  problems,
  onShow,
}: {
  readonly text: string;
  readonly problems: readonly Finding[] | undefined;
  readonly onShow: (from: number, to: number) => void;
}) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  if (problems === undefined) return null;
  if (problems.length === 0)
    return (
      <Text size="sm" c="teal" role="status">
        {t('This text is valid.')}
      </Text>
    );
  return (
    <Alert color="red" title={t('This text cannot be saved yet')} role="status">
      {problems.map((problem) => (
        <Text size="sm" key={`${problem.start}${problem.message}`}>
          {problem.start === undefined ? null : (
            <Place text={text} start={problem.start} end={problem.end} onShow={onShow} />
          )}
          {apiWords(problem.message)} {problem.help === undefined ? '' : apiWords(problem.help)}
        </Text>
      ))}
    </Alert>
  );
}

interface PlaceProps {
  readonly text: string;
  readonly start: number;
  readonly end: number | undefined;
  readonly onShow: (from: number, to: number) => void;
}

/** Leads to the place of a fault in the text, and marks it there. */
function Place({ text, start, end = start + 1, onShow }: PlaceProps) {
  const { t } = useTranslation();
  return (
    <>
      <Anchor component="button" type="button" size="sm" onClick={() => onShow(start, end)}>
        {t('Line')} {lineOf(text, start)}
      </Anchor>
      {': '}
    </>
  );
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
