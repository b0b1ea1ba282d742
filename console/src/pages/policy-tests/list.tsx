import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageTitle } from '../../parts/page-title.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useApiWords } from '../../texts/use-api-words.ts';
import { useChange } from '../../use-change.ts';
import { AddTest } from './add.tsx';
import { Offered } from '../../rights/offered.tsx';

/** Sentences that every write of policies must keep true, and whether they are true now. */
export function PolicyTestList() {
  const { t } = useTranslation();
  const [adding, { open, close }] = useDisclosure();
  // It runs every test, and changes nothing; a write would not let one become false.
  const read = useQuery({ ...reading(api.policies.test, { body: {} }), staleTime: 30_000 });
  const apiWords = useApiWords();
  const remove = useChange(api.policies.removeTest);
  const add = (
    <Offered by={api.policies.addTest}>
      <Button onClick={open}>{t('Add a sentence')}</Button>
    </Offered>
  );
  return (
    <>
      <PageTitle
        title={t('Policy tests')}
        lead={t('Sentences that must stay true: a policy that would break one cannot be published.')}
        actions={
          <Group gap="xs">
            <Button variant="default" loading={read.isFetching} onClick={() => void read.refetch()}>
              {t('Run them again')}
            </Button>
            {add}
          </Group>
        }
      />
      <Problem error={remove.error} />
      <AddTest opened={adding} onClose={close} />
      <Listing
        rows={read.data?.items}
        error={read.error}
        keyOf={({ id, sentence }) => id ?? sentence}
        empty={<Empty text={t('No sentence yet.')} action={add} />}
        columns={[
          {
            name: t('Sentence'),
            cell: ({ sentence, why, id }) => (
              <div>
                <Text fw={600}>{apiWords(sentence)}</Text>
                {id === null ? (
                  <Text size="xs" c="dimmed">
                    {t('Built in: it cannot be removed.')}
                  </Text>
                ) : null}
                {why === null ? null : (
                  <Text size="sm" c="red">
                    {apiWords(why)}
                  </Text>
                )}
              </div>
            ),
          },
          {
            name: t('Now'),
            cell: ({ holds }) => (
              <Badge color={holds ? 'teal' : 'red'} variant="light">
                {holds ? t('true') : t('not true')}
              </Badge>
            ),
          },
          {
            name: '',
            cell: ({ id, sentence }) =>
              id === null ? null : (
                <Offered by={api.policies.removeTest}>
                  <Confirm
                    label={t('Remove')}
                    question={t('Remove this sentence?')}
                    consequence={t('Policies may then break it: {{sentence}}', {
                      sentence: apiWords(sentence),
                    })}
                    busy={remove.isPending}
                    onConfirm={() => remove.mutate({ params: { test: id } })}
                  />
                </Offered>
              ),
          },
        ]}
      />
    </>
  );
}
