import { Button, Group, Paper, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { call } from '../../api.ts';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Answer } from './answer.tsx';
import { PickApp, PickPerson } from './pick.tsx';
import { questionOf, type WhyForm } from './question-of.ts';

/** Asks why somebody can or cannot open an app: now, then, or from elsewhere. */
export function Why() {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const given = new URLSearchParams(search);
  const initial: WhyForm = {
    person: given.get('person') ?? '',
    app: given.get('app') ?? '',
    at: given.get('at') ?? '',
    address: given.get('address') ?? '',
    path: given.get('path') ?? '',
  };
  return <AskForm key={search} initial={initial} />;
}

function AskForm({ initial }: { readonly initial: WhyForm }) {
  const { t } = useTranslation();
  const [form, setForm] = useState(initial);
  const ask = useMutation({
    mutationFn: (asked: WhyForm) => call(api.decisions.why, { body: questionOf(asked) }),
  });
  const { mutate } = ask;
  useEffect(() => {
    if (initial.person !== '' && initial.app !== '') mutate(initial);
  }, [initial.person, initial.app, mutate]); // asked once, for whoever came by a link that says all
  const change = (part: Partial<WhyForm>) => setForm((before) => ({ ...before, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    history.replaceState(history.state, '', `/why?${linkOf(form)}`);
    ask.mutate(form);
  };
  return (
    <>
      <PageTitle
        title={t('Why?')}
        lead={t('Why somebody can or cannot open an app: now, at another time, or from elsewhere.')}
      />
      <Paper withBorder p="lg" mb="lg" maw={820}>
        <form onSubmit={submit}>
          <Stack>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <PickPerson value={form.person} onChange={(person) => change({ person })} />
              <PickApp value={form.app} onChange={(app) => change({ app })} />
              <TextInput
                label={t('When')}
                description={t('Empty for now. A moment that is past starts from what was recorded.')}
                type="datetime-local"
                value={form.at}
                onChange={(event) => change({ at: event.currentTarget.value })}
              />
              <TextInput
                label={t('From which address')}
                description={t('Empty for that of their newest session.')}
                value={form.address}
                onChange={(event) => change({ address: event.currentTarget.value })}
                spellCheck={false}
              />
              <TextInput
                label={t('Which path')}
                description={t('Empty for the app as a whole.')}
                value={form.path}
                onChange={(event) => change({ path: event.currentTarget.value })}
                spellCheck={false}
              />
            </SimpleGrid>
            <Group justify="flex-end">
              <Button type="submit" loading={ask.isPending}>
                {t('Ask')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
      <Problem error={ask.error} />
      {ask.data === undefined ? null : <Answer answer={ask.data} />}
    </>
  );
}

function linkOf(form: WhyForm): string {
  const said = Object.entries(form).filter(([, value]) => value !== '');
  return new URLSearchParams(said).toString();
}
