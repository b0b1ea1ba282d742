import { Badge, Code, Group, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionFact } from '#contracts/api/decisions.ts';
import { Listing } from '../../parts/listing.tsx';
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
        <Listing
          rows={shown}
          error={null}
          keyOf={({ name }) => name}
          empty={null}
          columns={[
            {
              name: t('Fact'),
              cell: (fact) => (
                <Group gap="xs">
                  <Code>{fact.name}</Code>
                  {fact.asked ? (
                    <Badge size="xs" variant="light">
                      {t('looked at')}
                    </Badge>
                  ) : null}
                </Group>
              ),
            },
            { name: t('Value'), cell: (fact) => written(fact.value) ?? t('not known') },
            { name: t('Said by'), cell: (fact) => t(sources[fact.source]) },
            {
              name: t('Age'),
              cell: ({ ageSeconds }) =>
                ageSeconds === null ? '–' : t('{{seconds}} s', { seconds: ageSeconds }),
            },
          ]}
        />
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
