import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { WeakeningView } from '#contracts/api/proposals.ts';
import { api } from '#contracts/api/operations.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useFormat } from '../../texts/use-format.ts';
import { Offered } from '../../rights/offered.tsx';
import { useChange } from '../../use-change.ts';
import { ObjectDifferences } from './object-difference.tsx';
import { Weakens } from './weakens.tsx';

interface Props {
  readonly weakening: WeakeningView | undefined;
  readonly onClose: () => void;
}

/** One change that weakened protection, whole, and the button that says that it was seen. */
export function WeakeningModal({ weakening, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const acknowledge = useChange(api.weakenings.acknowledge, onClose);
  if (weakening === undefined) return null;
  const { id, at, actor, weakens, difference, mayAcknowledge, acknowledgedAt, revision } = weakening;
  return (
    <Modal opened onClose={onClose} title={t('What changed')} size="xl">
      <Stack>
        <Text size="sm">
          {format.moment(at)} · {actor.name ?? t(actor.kind)}
          {revision === null ? null : (
            <>
              {' · '}
              <PageLink to="/policies/history" size="sm">
                {t('Version {{revision}}', { revision })}
              </PageLink>
            </>
          )}
        </Text>
        <Weakens weakens={weakens} />
        <ObjectDifferences items={difference} />
        <Problem error={acknowledge.error} />
        <Group justify="flex-end">
          {mayAcknowledge ? (
            <Offered by={api.weakenings.acknowledge}>
              <Button
                size="compact-sm"
                loading={acknowledge.isPending}
                onClick={() => acknowledge.mutate({ params: { weakening: id } })}
              >
                {t('I have seen it')}
              </Button>
            </Offered>
          ) : acknowledgedAt === null ? (
            <Text size="sm" c="dimmed">
              {t('It is your own change: another administrator has to see it.')}
            </Text>
          ) : null}
        </Group>
      </Stack>
    </Modal>
  );
}
