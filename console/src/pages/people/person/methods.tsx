import { Badge, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { askedForRoles } from '#contracts/api/asked.ts';
import { api } from '#contracts/api/operations.ts';
import type { Person } from '#contracts/api/people.ts';
import { reading } from '../../../api.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Problem } from '../../../parts/problem.tsx';
import { Reading } from '../../../parts/reading.tsx';
import { Section } from '../../../parts/section.tsx';
import { Since } from '../../../parts/since.tsx';
import { refresh } from '../../../refresh.ts';
import { useChange } from '../../../use-change.ts';
import { Offered } from '../../../rights/offered.tsx';

/** What a person signs in with; secrets are in none of it. */
export function MethodsOf({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const params = { person: person.id };
  const read = useQuery(reading(api.people.methods, { params }));
  const remove = useChange(api.people.removePasskey, () => refresh('sessions', 'connections'));
  return (
    <Section title={t('Signs in with')}>
      <Problem error={remove.error} />
      <Reading read={read}>
        {({ password, authenticators, recoveryCodesLeft, passkeys }) => (
          <List listStyleType="none" spacing="xs" className="rows">
            {passkeys.map((passkey) => (
              <List.Item key={passkey.id}>
                <Group justify="space-between" wrap="nowrap" align="flex-start">
                  <div>
                    <Group gap="xs">
                      <Text>{t('Passkey {{name}}', { name: passkey.name })}</Text>
                      {passkey.copiedAt === null ? null : (
                        <Badge color="red" size="sm">
                          {t('may be copied')}
                        </Badge>
                      )}
                    </Group>
                    <Text size="xs" c="dimmed">
                      {passkey.usedAt === null ? (
                        t('Never used')
                      ) : (
                        <>
                          {t('Last used')} <Since at={passkey.usedAt} />
                        </>
                      )}
                      {passkey.backedUp ? ` · ${t('a copy is kept by a password manager')}` : ''}
                    </Text>
                  </div>
                  <Offered
                    by={api.people.removePasskey}
                    about={{ person: person.id }}
                    and={person.roles.length > 0 ? [askedForRoles] : []}
                  >
                    <Confirm
                      label={t('Remove')}
                      question={t('Remove the passkey {{name}}?', { name: passkey.name })}
                      consequence={t(
                        'It opens nothing any more, and every session that began with a passkey ends at once.',
                      )}
                      busy={remove.isPending}
                      onConfirm={() => remove.mutate({ params: { ...params, passkey: passkey.id } })}
                    />
                  </Offered>
                </Group>
              </List.Item>
            ))}
            <List.Item>
              {password === null ? t('No password') : t('Password')}
              {password === null ? null : (
                <Text size="xs" c="dimmed">
                  {t('Set')} <Since at={password.createdAt} />
                </Text>
              )}
            </List.Item>
            {authenticators.map(({ createdAt, usedAt }) => (
              <List.Item key={createdAt}>
                {t('Authenticator app')}
                <Text size="xs" c="dimmed">
                  {usedAt === null ? (
                    t('Never used')
                  ) : (
                    <>
                      {t('Last used')} <Since at={usedAt} />
                    </>
                  )}
                </Text>
              </List.Item>
            ))}
            <List.Item>{t('{{count}} recovery codes left', { count: recoveryCodesLeft })}</List.Item>
          </List>
        )}
      </Reading>
    </Section>
  );
}
