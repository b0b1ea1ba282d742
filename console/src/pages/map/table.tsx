import { Button, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessMap, everybody } from '#contracts/api/access.ts';
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
    <>
      <Table.ScrollContainer minWidth={560}>
        <Table verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('Groups')}</Table.Th>
              <Table.Th>{t('Policy')}</Table.Th>
              <Table.Th>{t('Apps')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {policies.slice(0, shown).map((policy) => (
              <Table.Tr key={policy.id}>
                <Table.Td>
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
                </Table.Td>
                <Table.Td>
                  <PageLink to={`/policies/${policy.id}`}>{policy.name}</PageLink>
                </Table.Td>
                <Table.Td>
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
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {policies.length > shown ? (
        <Button variant="default" mt="sm" onClick={() => setShown(shown + rowsAtOnce)}>
          {t('Show more')}
        </Button>
      ) : null}
    </>
  );
}
