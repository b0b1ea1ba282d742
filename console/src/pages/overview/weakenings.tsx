import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WeakeningView } from '#contracts/api/proposals.ts';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Since } from '../../parts/since.tsx';
import { Offered } from '../../rights/offered.tsx';
import { useChange } from '../../use-change.ts';
import { WeakeningModal } from '../proposals/weakening-modal.tsx';
import { Weakens } from '../proposals/weakens.tsx';

/** The newest stand here; all of them on their page. */
const shownHere = 3;

/** Changes that weakened protection, until another administrator has seen each. */
export function Weakenings({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  const read = useQuery(reading(api.weakenings.list, { query: { state: 'open', limit: shownHere } }));
  const [shown, show] = useState<WeakeningView>();
  const items = read.data?.items ?? [];
  return (
    <>
      {items.map((weakening) => (
        <Made key={weakening.id} weakening={weakening} onShow={() => show(weakening)} />
      ))}
      {count > shownHere && items.length > 0 ? (
        <Text size="sm" mb="sm">
          <PageLink to="/proposals" size="sm">
            {t('{{count}} changes weakened protection', { count })}
          </PageLink>
        </Text>
      ) : null}
      <WeakeningModal weakening={shown} onClose={() => show(undefined)} />
    </>
  );
}

function Made({ weakening, onShow }: { readonly weakening: WeakeningView; readonly onShow: () => void }) {
  const { t } = useTranslation();
  const acknowledge = useChange(api.weakenings.acknowledge);
  const { id, actor, at, weakens, mayAcknowledge, pastSecondPerson } = weakening;
  return (
    <Alert
      color={pastSecondPerson ? 'red' : 'yellow'}
      mb="sm"
      title={t('{{name}} weakened protection', {
        name: actor.kind === 'local' ? t('Somebody on the machine itself') : (actor.name ?? t(actor.kind)),
      })}
    >
      {pastSecondPerson ? <Text size="sm">{t('Past the second person that is asked for.')}</Text> : null}
      <Weakens weakens={weakens.slice(0, 5)} />
      <Text size="sm" mb="xs">
        <Since at={at} />
      </Text>
      <Problem error={acknowledge.error} />
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={onShow}>
          {t('What changed')}
        </Button>
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
        ) : null}
      </Group>
    </Alert>
  );
}
