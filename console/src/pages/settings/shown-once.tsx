import { Button, CopyButton, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly title: string;
  readonly text: string;
  /** Undefined: nothing to show. */
  readonly value: string | undefined;
  readonly onClose: () => void;
}

/** Shows a secret the only time that it can be seen. */
export function ShownOnce({ title, text, value, onClose }: Props) {
  const { t } = useTranslation();
  if (value === undefined) return null;
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <Stack>
        <Text size="sm">
          {t('It is shown this once.')} {text}
        </Text>
        <Textarea
          value={value}
          readOnly
          autosize
          aria-label={title}
          onFocus={(event) => event.currentTarget.select()}
          className="mono"
        />
        <CopyButton value={value}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t('Copied') : t('Copy')}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}
