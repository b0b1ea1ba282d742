import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AccessMap, everybody, everyProgram } from '#contracts/api/access.ts';
import { Empty } from '../../parts/empty.tsx';
import { Listing } from '../../parts/listing.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { type Column, layOut, type Line } from './layout.ts';

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
                .map((line) => (
                  <div key={line.from.id}>
                    <GroupName id={line.from.id} name={line.from.name} /> <Numbers line={line} />
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
                .map((line) => (
                  <div key={line.to.id}>
                    <PageLink to={`/apps/${line.to.id}`}>{line.to.name}</PageLink> <Numbers line={line} />
                  </div>
                ))}
            </div>
          ),
        },
      ]}
    />
  );
}

function GroupName({ id, name }: { readonly id: string; readonly name: string }) {
  const { t } = useTranslation();
  if (id === everybody) return t('No group asked for');
  if (id === everyProgram) return t('Programs, by no group');
  return <PageLink to={`/groups/${id}`}>{name}</PageLink>;
}

/** How many get in, and how. */
function Numbers({ line }: { readonly line: Line }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people, stronger, partly, routes, programs } = line;
  const said = [
    ...(people > 0 || partly + programs === 0 ? [t('{{count}} people', { count: people })] : []),
    ...(stronger > 0 ? [t('{{count}} with a stronger sign-in', { count: stronger })] : []),
    ...(partly > 0
      ? [t('{{count}} only the route {{routes}}', { count: partly, routes: format.list(routes) })]
      : []),
    ...(programs > 0 ? [t('{{count}} programs', { count: programs })] : []),
  ];
  return (
    <Text span size="xs" c="dimmed">
      {said.join(' · ')}
    </Text>
  );
}
