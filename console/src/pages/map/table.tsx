import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessMap, everybody } from '#contracts/api/access.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { type Column, layOut } from './layout.ts';

interface Props {
  readonly map: AccessMap;
  readonly kept: { readonly column: Column; readonly id: string } | undefined;
  readonly search: string;
}

const rowsAtOnce = 50;

/** The map in words: each policy with the groups that it lets in and the apps that it opens. */
export function MapTable({ map, kept, search }: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(rowsAtOnce);
  const { boxes, lines } = layOut(map, { focus: kept, search, most: Number.POSITIVE_INFINITY });
  const policies = boxes.filter(({ column }) => column === 'policies');
  return (
    <Listing
      rows={policies.slice(0, shown)}
      error={null}
      keyOf={({ id }) => id}
      more={policies.length > shown ? () => setShown(shown + rowsAtOnce) : undefined}
      empty={<Empty text={t('Nobody reaches anything like that.')} />}
      columns={[
        {
          name: t('Groups'),
          cell: (policy) => (
            <div>
              {lines
                .filter(({ from, to }) => from.column === 'groups' && to.id === policy.id)
                .map(({ from, people }) => (
                  <div key={from.id}>
                    {from.id === everybody ? (
                      t('No group asked for')
                    ) : (
                      <PageLink to={`/groups/${from.id}`}>{from.name}</PageLink>
                    )}{' '}
                    <Text span size="xs" c="dimmed">
                      {t('{{count}} people', { count: people })}
                    </Text>
                  </div>
                ))}
            </div>
          ),
        },
        {
          name: t('Policy'),
          cell: (policy) => <PageLink to={`/policies/${policy.id}`}>{policy.name}</PageLink>,
        },
        {
          name: t('Apps'),
          cell: (policy) => (
            <div>
              {lines
                .filter(({ from }) => from.column === 'policies' && from.id === policy.id)
                .map(({ to, people, stronger }) => (
                  <div key={to.id}>
                    <PageLink to={`/apps/${to.id}`}>{to.name}</PageLink>{' '}
                    <Text span size="xs" c="dimmed">
                      {t('{{count}} people', { count: people })}
                      {stronger === 0
                        ? ''
                        : ` · ${t('{{count}} with a stronger sign-in', { count: stronger })}`}
                    </Text>
                  </div>
                ))}
            </div>
          ),
        },
      ]}
    />
  );
}
