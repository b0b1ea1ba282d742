import { Badge, Box, Code, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ObjectDifference } from '#contracts/api/proposals.ts';
import { said } from '../../texts/said.ts';
import { useApiWords } from '../../texts/use-api-words.ts';

const marks = { same: ' ', added: '+', removed: '−' } as const;
const colours = { same: 'dimmed', added: 'teal', removed: 'red' } as const;

const types: Readonly<Record<string, string>> = {
  policy: said('Policy'),
  app: said('App'),
  person: said('Person'),
  provider: said('Provider'),
  'test-removed': said('Policy test removed'),
  'tag-moved': said('Tag moved'),
  'group-of-administrators': said('Joins a group that administers'),
  'reset-link-of-administrator': said('Link to sign in anew for an administrator'),
  'token-for-another': said('Token in the name of somebody else'),
  'join-token': said('Join token for gateways'),
  'gateway-enabled': said('Gateway enabled again'),
  'zone-changed': said('Time zone'),
  'program-made': said('Service account'),
  'program-opens-more': said('Service account'),
};

/** How things differ: words and fields first, then the lines of texts. */
export function ObjectDifferences({ items }: { readonly items: readonly ObjectDifference[] }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  if (items.length === 0) return <Text size="sm">{t('Nothing differs.')}</Text>;
  return (
    <Stack>
      {items.map((item, place) => (
        // One thing can differ in two ways of one write.
        <Box key={`${place} ${item.id}`}>
          <Group gap="xs">
            <Text size="xs" c="dimmed">
              {t(types[item.type] ?? item.type)}
            </Text>
            <Text fw={600} size="sm" dir="auto">
              {item.name}
            </Text>
            {item.words.map((word) => (
              <Badge key={word} variant="light" tt="none">
                {apiWords(word)}
              </Badge>
            ))}
          </Group>
          <Fields item={item} />
          <Lines item={item} />
        </Box>
      ))}
    </Stack>
  );
}

function Fields({ item: { fields } }: { readonly item: ObjectDifference }) {
  return fields.map(({ field, before, after }) => (
    <Text key={field} size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Code>{field}</Code>{' '}
      <Text span c="red" inherit>
        {written(before)}
      </Text>{' '}
      →{' '}
      <Text span c="teal" inherit>
        {written(after)}
      </Text>
    </Text>
  ));
}

function Lines({ item: { lines } }: { readonly item: ObjectDifference }) {
  return lines.map((line, place) => (
    <Text
      // Lines have no identity beside their place.
      key={`${place} ${line.kind}`}
      size="xs"
      c={colours[line.kind]}
      className="mono"
      style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
    >
      {marks[line.kind]} {line.text}
    </Text>
  ));
}

function written(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
