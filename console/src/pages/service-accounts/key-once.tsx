import { Button, Code, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../texts/use-format.ts';
import type { NewKey } from './add-key.tsx';

interface Props {
  readonly made: NewKey | undefined;
  readonly onClose: () => void;
}

/** Shows a key, the only time it can be seen. Nothing but the button closes it: a click beside it would lose the key. */
export function KeyOnce({ made, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (made === undefined) return null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Copy this key now')}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text size="sm">
          {t('It is not shown again. Whoever has it is this account, until {{time}}.', {
            time: format.moment(made.expiresAt),
          })}
        </Text>
        <TextInput
          value={made.key}
          readOnly
          aria-label={t('Key')}
          onFocus={(event) => event.currentTarget.select()}
          className="mono"
        />
        <Text size="sm">{t('The program sends it with every request, in this header:')}</Text>
        <Code block>{headerOf(made.key)}</Code>
        <Group justify="space-between">
          <CopyButton value={made.key}>
            {({ copied, copy }) => <Button onClick={copy}>{copied ? t('Copied') : t('Copy the key')}</Button>}
          </CopyButton>
          <Button variant="default" onClick={onClose}>
            {t('I have it')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The header as a program sends it, the key's beginning in it. */
function headerOf(key: string): string {
  return `Sallyport-Authorization: Bearer ${key.slice(0, 8)}…`;
}
