import { Badge, Code, Group, Switch, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionFact } from '#contracts/api/decisions.ts';
import { said } from '../../texts/said.ts';

const sources: Readonly<Record<DecisionFact['source'], string>> = {
  'sign-in': said('the sign-in'),
  directory: said('the directory'),
  'app settings': said('the settings of the app'),
  connection: said('the connection'),
  request: said('the request'),
  clock: said('the clock'),
  browser: said('the browser'),
  signals: said('signals'),
  question: said('this question'),
};

/** The facts that an answer could rest on, each with who says it and how old it is. */
export function Facts({ facts }: { readonly facts: readonly DecisionFact[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? facts : facts.filter(({ asked }) => asked);
  return (
    <>
      <Switch
        mb="xs"
        label={t('Also those that no policy looks at')}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
      {shown.length === 0 ? (
        <Text c="dimmed">{t('No policy looks at any fact.')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={560}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('Fact')}</Table.Th>
                <Table.Th>{t('Value')}</Table.Th>
                <Table.Th>{t('Said by')}</Table.Th>
                <Table.Th>{t('Age')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((fact) => (
                <Table.Tr key={fact.name}>
                  <Table.Td>
                    <Group gap="xs">
                      <Code>{fact.name}</Code>
                      {fact.asked ? (
                        <Badge size="xs" variant="light">
                          {t('looked at')}
                        </Badge>
                      ) : null}
                    </Group>
                  </Table.Td>
                  <Table.Td className="wrap-anywhere">{written(fact.value) ?? t('not known')}</Table.Td>
                  <Table.Td>{t(sources[fact.source])}</Table.Td>
                  <Table.Td>
                    {fact.ageSeconds === null ? '–' : t('{{seconds}} s', { seconds: fact.ageSeconds })}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </>
  );
}

/** Values may be thousands of groups; the record has them whole. */
const longestValue = 200;

function written(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'string' ? value : (namesOf(value) ?? JSON.stringify(value));
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Groups and tags read by their names. */
function namesOf(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const names = value.flatMap((one: unknown) =>
    typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string'
      ? [one.name]
      : [],
  );
  return names.length === value.length ? names.join(', ') : undefined;
}
