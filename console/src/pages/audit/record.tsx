import './record.css';
import { Code, Modal, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AuditRecord } from '#contracts/api/audit.ts';
import { useFormat } from '../../texts/use-format.ts';
import { changesOf } from './changes-of.ts';
import { reasonOfCut } from './reason-of-cut.ts';

interface Props {
  readonly record: AuditRecord | undefined;
  readonly onClose: () => void;
}

/** One record whole, with what it changed shown before and after. */
export function ShowRecord({ record, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (record === undefined) return null;
  const { kind, at, actor, address, about, data, chain, seq } = record;
  const reason = reasonOfCut(record);
  return (
    <Modal opened onClose={onClose} title={t(kind)} size="xl">
      <Stack>
        <Text size="sm">
          {format.moment(at)} · {actor?.name ?? actor?.id ?? (actor === null ? '–' : t(actor.kind))}
          {address === null ? '' : ` · ${address}`}
        </Text>
        <Text size="xs" c="dimmed">
          {t('Record {{seq}} of chain {{chain}}', { seq, chain })}
        </Text>
        <Text size="sm" className="mono">
          {about.join(' ')}
        </Text>
        {reason === undefined ? null : (
          <Text>{t('The reason given: {{reason}}', { reason: t(reason) })}</Text>
        )}
        <Changes data={data} />
        {data === null ? (
          <Text c="dimmed">{t('Its content was erased; the chain still verifies.')}</Text>
        ) : (
          <details>
            <summary>{t('All that is on record')}</summary>
            <pre className="input">{JSON.stringify(data, null, 2)}</pre>
          </details>
        )}
      </Stack>
    </Modal>
  );
}

function Changes({ data }: { readonly data: AuditRecord['data'] }) {
  const { t } = useTranslation();
  const changes = changesOf(data);
  if (changes === undefined) return null;
  if (changes.length === 0) return <Text c="dimmed">{t('Nothing differs.')}</Text>;
  return (
    <Table verticalSpacing="xs" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('Field')}</Table.Th>
          <Table.Th>{t('Before')}</Table.Th>
          <Table.Th>{t('After')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ field, before, after }) => (
          <Table.Tr key={field}>
            <Table.Td>
              <Code>{field}</Code>
            </Table.Td>
            <Table.Td className="changed">{before === undefined ? '–' : <del>{before}</del>}</Table.Td>
            <Table.Td className="changed">{after === undefined ? '–' : <ins>{after}</ins>}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
