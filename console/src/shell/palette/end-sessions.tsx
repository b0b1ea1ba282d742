import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';

interface Props {
  readonly person: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Asks once whether all sessions of somebody are to end, and says what came of it. */
export function EndSessions({ person, onClose }: Props) {
  const { t } = useTranslation();
  const end = useChange(api.sessions.endAllOf);
  const { name } = person;
  return (
    <Modal opened onClose={onClose} title={t('End all sessions of {{name}}?', { name })} centered>
      <Problem error={end.error} />
      {end.data === undefined ? (
        <Text size="sm" mb="lg">
          {t('Everything they have open is cut at once. They can sign in again.')}
        </Text>
      ) : (
        <Alert color="teal" role="status" mb="lg">
          {t('Cut: {{name}}. Their session is over; they have to sign in again.', { name })}
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          {end.data === undefined ? t('Keep') : t('Close')}
        </Button>
        {end.data === undefined ? (
          <Button
            color="red"
            loading={end.isPending}
            onClick={() => end.mutate({ params: { person: person.id } })}
          >
            {t('End sessions')}
          </Button>
        ) : null}
      </Group>
    </Modal>
  );
}
