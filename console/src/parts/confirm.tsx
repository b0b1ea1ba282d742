import { Button, Group, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  readonly question: string;
  /** What will happen, in one or two sentences. */
  readonly consequence: string;
  readonly busy?: boolean;
  /** `quiet` where every row of a list has it; red comes with the question. */
  readonly look?: 'plain' | 'quiet';
  readonly onConfirm: () => void;
}

/** A button for what cannot be taken back, which asks once and says what will happen. */
export function Confirm({ label, question, consequence, busy, look, onConfirm }: Props) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <>
      <Button
        size="compact-sm"
        {...(look === 'quiet' ? { variant: 'default' } : { variant: 'light', color: 'red' })}
        onClick={open}
        loading={busy ?? false}
      >
        {label}
      </Button>
      <Modal opened={opened} onClose={close} title={question} centered>
        <Text size="sm" mb="lg">
          {consequence}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('Keep')}
          </Button>
          <Button color="red" onClick={confirm}>
            {label}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
