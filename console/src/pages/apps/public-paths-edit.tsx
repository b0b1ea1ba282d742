import { Alert, Group, Stack, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '#contracts/api/apps.ts';
import { api } from '#contracts/api/operations.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { PageLink } from '../../parts/page-link.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Section } from '../../parts/section.tsx';
import { refresh } from '../../refresh.ts';
import { useChange } from '../../use-change.ts';
import { Offered } from '../../rights/offered.tsx';

/** The paths of an app that nobody signs in for. */
export function PublicPathsOfApp({ app }: { readonly app: App }) {
  const { t } = useTranslation();
  const [paths, setPaths] = useState([...app.publicPaths]);
  const update = useChange(api.apps.update, () => refresh('access', 'attention'));
  const opened = paths.filter((path) => !app.publicPaths.includes(path));
  return (
    <Section
      title={t('Public paths')}
      actions={
        <PageLink to="/apps/public-paths" size="sm">
          {t('Those of all apps')}
        </PageLink>
      }
    >
      <Stack gap="sm">
        {app.publicPaths.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('None: whoever opens anything here signs in, and a policy is asked.')}
          </Text>
        ) : (
          <Alert color="red" title={t('Open to anybody, without a sign-in')}>
            {app.publicPaths.map((path) => (
              <div key={path}>
                <code>{path}</code>
              </div>
            ))}
          </Alert>
        )}
        <Offered by={api.apps.update} about={{ app: app.id }}>
          <Stack gap="sm">
            <TagsInput
              label={t('Paths')}
              description={t('Such as /health or /hooks/**. Press Enter after each.')}
              value={paths}
              onChange={setPaths}
              acceptValueOnBlur
            />
            <Problem error={update.error} />
            <Group justify="flex-end">
              <Confirm
                label={t('Save the public paths')}
                question={t('Change what is open to anybody?')}
                consequence={
                  opened.length === 0
                    ? t(
                        'No other path is opened. What is not on the list any more asks for a sign-in at once.',
                      )
                    : t(
                        'Anybody on the internet can then open {{paths}}, and nobody is asked who they are.',
                        {
                          paths: opened.join(', '),
                        },
                      )
                }
                busy={update.isPending}
                onConfirm={() =>
                  update.mutate({
                    params: { app: app.id },
                    version: app.version,
                    body: { publicPaths: paths },
                  })
                }
              />
            </Group>
          </Stack>
        </Offered>
      </Stack>
    </Section>
  );
}
