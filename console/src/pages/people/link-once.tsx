import { Button, CopyButton, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OneTimeLink } from '#contracts/api/people.ts';
import { useFormat } from '../../texts/use-format.ts';

interface Props {
  readonly link: OneTimeLink | undefined;
  readonly onClose: () => void;
}

/** Shows a link that works once, the only time it can be seen. */
export function LinkOnce({ link, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  if (link === undefined) return null;
  return (
    <Modal opened onClose={onClose} title={t('Hand this link over')}>
      <Stack>
        <Text size="sm">
          {t('It works once, until {{time}}. Whoever has it can use it; it is not shown again.', {
            time: format.moment(link.expiresAt),
          })}
        </Text>
        <TextInput
          value={link.url}
          readOnly
          aria-label={t('Link')}
          onFocus={(event) => event.currentTarget.select()}
          className="mono"
        />
        <CopyButton value={link.url}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? t('Copied') : t('Copy the link')}</Button>}
        </CopyButton>
      </Stack>
    </Modal>
  );
}
