import { Button, Center, Loader, Stack, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from './problem.tsx';

interface Column<Row> {
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
  if (rows === undefined)
    return (
      <Center p="xl">
        <Loader aria-label={t('Loading')} />
      </Center>
    );
  if (rows.length === 0) return empty;
  return (
    <Stack>
      <Problem error={error} />
      <Table.ScrollContainer minWidth={520}>
        <Table verticalSpacing="sm" highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.name}>{column.name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)}>
                {columns.map((column) => (
                  <Table.Td key={column.name}>{column.cell(row)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {more === undefined ? null : (
        <Button variant="default" onClick={more}>
          {t('Show more')}
        </Button>
      )}
    </Stack>
  );
}
