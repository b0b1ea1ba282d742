import { Badge, List, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShownRemedy } from '#contracts/api/decisions.ts';
import { useRemedyInWords } from '../../texts/use-need-words.ts';

/** What would turn a refusal into permission, and who can bring it about. */
export function Remedies({ remedies }: { readonly remedies: readonly ShownRemedy[] }) {
  const { t } = useTranslation();
  const words = useRemedyInWords();
  const who = {
    person: t('they can do it'),
    administrator: t('an administrator can'),
    nobody: t('where or when they ask decides'),
  };
  if (remedies.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={4} size="h6">
        {t('It would be allowed by')}
      </Title>
      <List>
        {remedies.map(({ text, changes, mender }) => (
          <List.Item key={text}>
            <Text component="span">{words({ text, changes })}</Text>{' '}
            <Badge color="gray" variant="light">
              {who[mender]}
            </Badge>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
