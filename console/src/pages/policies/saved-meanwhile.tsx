import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Policy } from '#contracts/api/policies.ts';
import { Difference } from './difference.tsx';
import { differenceFrom } from './difference-from.ts';
import type { PolicyDraft } from './form.tsx';

interface Props {
  /** As it is saved now. */
  readonly theirs: Policy;
  /** What is written here. */
  readonly yours: PolicyDraft;
  readonly busy: boolean;
  readonly onTakeTheirs: () => void;
  readonly onSaveYours: () => void;
}

/** Says that somebody else saved while one was writing, shows how the two differ, and asks which it is to be. */
export function SavedMeanwhile({ theirs, yours, busy, onTakeTheirs, onSaveYours }: Props) {
  const { t } = useTranslation();
  return (
    <Alert
      color="yellow"
      title={t('Somebody else saved this policy while you were writing')}
      mb="md"
      role="alert"
    >
      <Stack gap="sm">
        <Text size="sm">
          {t('Nothing is lost: theirs is in force, yours is still below. From theirs to yours this differs:')}
        </Text>
        <Difference items={differenceFrom(t, theirs, yours)} />
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
            {t('Take theirs, drop mine')}
          </Button>
          <Button size="compact-sm" loading={busy} onClick={onSaveYours}>
            {t('Save mine over theirs')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
