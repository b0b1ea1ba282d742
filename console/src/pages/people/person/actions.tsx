import { Button, Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { askedForRoles } from '#contracts/api/asked.ts';
import { api } from '#contracts/api/operations.ts';
import type { OneTimeLink, Person } from '#contracts/api/people.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { useChange } from '../../../use-change.ts';
import { Offered } from '../../../rights/offered.tsx';

interface Props {
  readonly person: Person;
  readonly onLink: (link: OneTimeLink) => void;
}

/** What can be done for or against somebody as a whole. */
export function PersonActions({ person, onLink }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const update = useChange(api.people.update);
  const reset = useChange(api.people.resetLink, onLink);
  const remove = useChange(api.people.remove, () => void navigate({ to: '/people' }));
  const target = { params: { person: person.id } };
  const { name, version } = person;
  const roles = person.roles.length > 0 ? [askedForRoles] : [];
  const setState = (state: 'enabled' | 'disabled') => update.mutate({ ...target, version, body: { state } });
  return (
    <>
      <Problem error={update.error ?? reset.error ?? remove.error} />
      <Group gap="xs" mb="lg">
        {person.state === 'invited' ? (
          <Offered by={api.people.resetLink} about={{ person: person.id }} and={roles}>
            <Button size="compact-sm" loading={reset.isPending} onClick={() => reset.mutate(target)}>
              {t('New link')}
            </Button>
          </Offered>
        ) : (
          <Offered by={api.people.resetLink} about={{ person: person.id }} and={roles}>
            <Confirm
              label={t('Reset sign-in')}
              question={t('Reset how {{name}} signs in?', { name })}
              consequence={t(
                'You get a link that works once. Whoever opens it chooses anew how to sign in, and what they sign in with now is gone.',
              )}
              busy={reset.isPending}
              onConfirm={() => reset.mutate(target)}
            />
          </Offered>
        )}
        {person.state === 'disabled' ? (
          <Offered by={api.people.update} about={{ person: person.id }}>
            <Button size="compact-sm" variant="default" onClick={() => setState('enabled')}>
              {t('Enable')}
            </Button>
          </Offered>
        ) : (
          <Offered by={api.people.update} about={{ person: person.id }}>
            <Confirm
              label={t('Disable')}
              question={t('Disable {{name}}?', { name })}
              consequence={t('Everything they have open is cut at once, and they cannot sign in.')}
              busy={update.isPending}
              onConfirm={() => setState('disabled')}
            />
          </Offered>
        )}
        <Offered by={api.people.remove} about={{ person: person.id }} and={roles}>
          <Confirm
            label={t('Remove')}
            question={t('Remove {{name}}?', { name })}
            consequence={t(
              'Everything they have open is cut at once, and all that is theirs is gone. What they did stays on record.',
            )}
            busy={remove.isPending}
            onConfirm={() => remove.mutate({ ...target, version })}
          />
        </Offered>
      </Group>
    </>
  );
}
