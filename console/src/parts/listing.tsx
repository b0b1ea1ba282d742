import { Button, Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

interface Column<Row> {
  /** Empty for what can be done with a row. */
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly columns: readonly Column<Row>[];
  /** Undefined while it loads. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  readonly error: unknown;
  readonly empty: ReactNode;
  readonly more?: (() => void) | undefined;
}

/** A list from the API in all its states: loading, failed, empty, and page after page. */
export function Listing<Row>({ columns, rows, keyOf, error, empty, more }: Props<Row>) {
  const { t } = useTranslation();
  if (rows === undefined && error !== null) return <Problem error={error} />;
  if (rows === undefined) return <Loading />;
  if (rows.length === 0) return empty;
  // The roles are said outright: a row that is shown as a card would lose its own in some browsers.
  return (
    <Stack>
      <Problem error={error} />
      <div className="listing">
        <Table verticalSpacing="sm" highlightOnHover role="table">
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              {columns.map(({ name }) => (
                <Table.Th key={name} role="columnheader" className={name === '' ? 'acts' : ''}>
                  {name === '' ? <span className="unseen">{t('Actions')}</span> : name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)} role="row">
                {columns.map(({ name, cell }) => (
                  <Table.Td key={name} role="cell" data-label={name} className={name === '' ? 'acts' : ''}>
                    <div>{cell(row)}</div>
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
      {more === undefined ? null : (
        <Button variant="default" onClick={more}>
          {t('Show more')}
        </Button>
      )}
    </Stack>
  );
}
