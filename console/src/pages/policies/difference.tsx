import { Badge, Box, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PolicyDifference } from '#contracts/api/policy-versions.ts';
import { useApiWords } from '../../texts/use-api-words.ts';

const marks = { same: ' ', added: '+', removed: '−' } as const;
const colours = { same: 'dimmed', added: 'teal', removed: 'red' } as const;

/** How policies differ between two versions: words first, then the lines of the text. */
export function Difference({ items }: { readonly items: readonly PolicyDifference[] }) {
  const { t } = useTranslation();
  const apiWords = useApiWords();
  if (items.length === 0) return <Text size="sm">{t('Nothing differs.')}</Text>;
  return (
    <Stack>
      {items.map(({ id, name, title, words, lines }) => (
        <Box key={id}>
          <Group gap="xs">
            <Text fw={600} size="sm">
              {title}
            </Text>
            <Text size="xs" c="dimmed">
              {name}
            </Text>
            {words.map((word) => (
              <Badge key={word} variant="light" tt="none">
                {apiWords(word)}
              </Badge>
            ))}
          </Group>
          {lines.map((line, place) => (
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
          ))}
        </Box>
      ))}
    </Stack>
  );
}
