import { Badge, Button, Code, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Key } from '#contracts/api/keys.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Section } from '../../parts/section.tsx';
import { Since } from '../../parts/since.tsx';
import { said } from '../../texts/said.ts';
import { useChange } from '../../use-change.ts';
import { keyPurposeNames } from './key-purposes.ts';
import { Offered } from '../../rights/offered.tsx';

const states: Readonly<Record<Key['state'], string>> = {
  next: said('next'),
  active: said('in use'),
  retiring: said('still believed'),
  retired: said('retired'),
};

const colours = { next: 'blue', active: 'teal', retiring: 'yellow', retired: 'gray' } as const;

/** Keys and certificates with what they are for and until when they last. */
export function Keys() {
  const { t } = useTranslation();
  const read = useQuery(reading(api.keys.list, {}));
  const rotate = useChange(api.keys.rotate);
  return (
    <Section title={t('Keys and certificates')}>
      <Problem error={rotate.error} />
      <Listing
        rows={read.data?.items}
        error={read.error}
        keyOf={({ kid }) => kid}
        empty={<Empty text={t('No key yet.')} />}
        columns={[
          {
            name: t('For'),
            cell: ({ purpose, kid }) => (
              <div>
                {t(keyPurposeNames[purpose])} <Code>{kid}</Code>
              </div>
            ),
          },
          {
            name: t('State'),
            cell: ({ state }) => (
              <Badge color={colours[state]} variant="light">
                {t(states[state])}
              </Badge>
            ),
          },
          { name: t('Until'), cell: ({ notAfter }) => <Since at={notAfter} /> },
          {
            name: '',
            cell: ({ purpose, state }) =>
              state === 'active' ? (
                <Group gap="xs" justify="flex-end" wrap="nowrap">
                  <Offered by={api.keys.rotate}>
                    <Button
                      size="compact-sm"
                      variant="default"
                      loading={rotate.isPending}
                      onClick={() => rotate.mutate({ body: { purpose, when: 'in-time' } })}
                    >
                      {t('Rotate')}
                    </Button>
                  </Offered>
                  <Offered by={api.keys.rotate}>
                    <Confirm
                      label={t('Rotate at once')}
                      question={t('Rotate this key at once?')}
                      consequence={t(
                        'For a key that may be in wrong hands: it is believed no more, and what rests on it begins anew.',
                      )}
                      busy={rotate.isPending}
                      onConfirm={() => rotate.mutate({ body: { purpose, when: 'now' } })}
                    />
                  </Offered>
                </Group>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
