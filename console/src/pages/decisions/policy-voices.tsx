import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DecisionDetail } from '#contracts/api/decisions.ts';

/** The policies that had a say, each with its effect. */
export function PolicyVoices({ voices }: { readonly voices: DecisionDetail['policies'] }) {
  const { t } = useTranslation();
  if (voices.length === 0) return <Text c="dimmed">{t('No policy spoke.')}</Text>;
  return voices.map((voice) => (
    <Group key={`${voice.policy} ${voice.effect}`} gap="sm">
      <Badge color={voice.effect === 'permit' ? 'teal' : 'red'} variant="light">
        {t(voice.effect)}
      </Badge>
      <Text>{voice.title}</Text>
      {voice.mode === 'observe' ? <Badge color="blue">{t('observed only')}</Badge> : null}
      {voice.result === 'error' ? <Badge color="orange">{voice.message ?? t('error')}</Badge> : null}
    </Group>
  ));
}
