import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { refresh } from '../../refresh.ts';
import { useChange } from '../../use-change.ts';
import { usePages } from '../../use-pages.ts';
import { ChoosePerson } from '../people/choose-person.tsx';
import { Offered } from '../../rights/offered.tsx';

/** Who is in a group, page after page; a change is in force, for open connections too, when it is made. */
export function GroupMembers({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const { rows, error, more } = usePages(api.groups.members, { limit: 100 }, { params: { group: id } });
  const add = useChange(api.groups.add, () => {
    setChosen(null);
    refresh('people', 'access');
  });
  const drop = useChange(api.groups.drop, () => refresh('people', 'access'));
  return (
    <Stack>
      <Problem error={add.error ?? drop.error} />
      <Offered by={api.groups.add} about={{ group: id }}>
        <Group wrap="nowrap" align="flex-end" maw={480}>
          <ChoosePerson label={t('Add somebody')} value={chosen} onChange={setChosen} />
          <Button
            disabled={chosen === null}
            loading={add.isPending}
            onClick={() => {
              if (chosen !== null) add.mutate({ params: { group: id, person: chosen } });
            }}
          >
            {t('Put in')}
          </Button>
        </Group>
      </Offered>
      <Listing
        rows={rows}
        error={error}
        more={more}
        keyOf={(member) => member.id}
        empty={<Empty text={t('Nobody is in it yet.')} />}
        columns={[
          {
            name: t('Name'),
            cell: (member) => <PageLink to={`/people/${member.id}`}>{member.name}</PageLink>,
          },
          { name: t('E-mail'), cell: (member) => member.email ?? '–' },
          { name: t('Since'), cell: (member) => <Since at={member.since} /> },
          {
            name: t('Actions'),
            cell: (member) => (
              <Offered by={api.groups.drop} about={{ group: id }}>
                <Confirm
                  label={t('Take out')}
                  question={t('Take {{name}} out of {{group}}?', { name: member.name, group: name })}
                  consequence={t(
                    'What they have open is decided anew at once. If a provider put them in, it does so again.',
                  )}
                  busy={drop.isPending}
                  onConfirm={() => drop.mutate({ params: { group: id, person: member.id } })}
                />
              </Offered>
            ),
          },
        ]}
      />
    </Stack>
  );
}
