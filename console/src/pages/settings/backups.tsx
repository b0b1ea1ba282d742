import { Code, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Reading } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { Since } from '../../parts/since.tsx';

/** When the last backup was made, and how to make one. */
export function Backups() {
  const { t } = useTranslation();
  const read = useQuery(reading(api.installation.attention, {}));
  return (
    <Section title={t('Backup')}>
      <Reading read={read}>
        {({ lastBackupAt }) => (
          <Text>
            {lastBackupAt === null ? (
              t('No backup was made here yet.')
            ) : (
              <>
                {t('The last one was made')} <Since at={lastBackupAt} />
              </>
            )}
          </Text>
        )}
      </Reading>
      <Text size="sm" c="dimmed" mt="xs">
        {t('On the machine itself, sealed under a passphrase:')} <Code>{command}</Code>
      </Text>
    </Section>
  );
}

const command = 'sallyport backup sallyport.backup';
