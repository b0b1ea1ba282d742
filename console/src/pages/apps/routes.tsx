import { Button, Group, Paper, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '#contracts/api/apps.ts';
import { api } from '#contracts/api/operations.ts';
import { Problem } from '../../parts/problem.tsx';
import { Section } from '../../parts/section.tsx';
import { refresh } from '../../refresh.ts';
import { useChange } from '../../use-change.ts';
import { Offered } from '../../rights/offered.tsx';
import { Editable } from '../../rights/editable.tsx';

interface Draft {
  /** Stays while the list is edited, whatever stands in it. */
  readonly key: number;
  readonly id?: string;
  readonly name: string;
  readonly methods: string[];
  readonly patterns: string[];
}

let lastKey = 0;
const fresh = (): Draft => ({ key: ++lastKey, name: '', methods: [], patterns: [] });

/** The named parts of an app that policies can treat on their own. */
export function RoutesOfApp({ app }: { readonly app: App }) {
  const { t } = useTranslation();
  const [routes, setRoutes] = useState<readonly Draft[]>(() =>
    app.routes.map(({ id, name, methods, patterns }) => ({
      key: ++lastKey,
      id,
      name,
      methods: [...methods],
      patterns: [...patterns],
    })),
  );
  const update = useChange(api.apps.update, () => refresh('access'));
  const change = (key: number, part: Partial<Draft>) =>
    setRoutes((before) => before.map((route) => (route.key === key ? { ...route, ...part } : route)));
  const save = (event: FormEvent) => {
    event.preventDefault();
    const body = {
      routes: routes.map(({ id, name, methods, patterns }) => ({
        ...(id === undefined ? {} : { id }),
        name,
        methods,
        patterns,
      })),
    };
    update.mutate({ params: { app: app.id }, version: app.version, body });
  };
  return (
    <Section
      title={t('Routes')}
      actions={
        <Offered by={api.apps.update} about={{ app: app.id }}>
          <Button size="compact-sm" variant="default" onClick={() => setRoutes([...routes, fresh()])}>
            {t('Add a route')}
          </Button>
        </Offered>
      }
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('Named parts of the app that policies can treat on their own, such as everything below /admin.')}
      </Text>
      <Editable by={api.apps.update} about={{ app: app.id }}>
        <form onSubmit={save}>
          <Stack>
            {routes.map(({ key, id, name, methods, patterns }) => (
              <Paper withBorder p="sm" key={key}>
                <Stack gap="xs">
                  <Group align="flex-start" grow preventGrowOverflow={false}>
                    <TextInput
                      label={t('Name')}
                      description={t('Short: lower case, digits, hyphens.')}
                      value={name}
                      onChange={(event) => change(key, { name: event.currentTarget.value })}
                      pattern="[a-z][a-z0-9\-]*"
                      required
                      spellCheck={false}
                    />
                    <TagsInput
                      label={t('Methods')}
                      description={t('None: all of them.')}
                      data={['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']}
                      value={methods}
                      onChange={(value) => change(key, { methods: value })}
                    />
                  </Group>
                  <TagsInput
                    label={t('Paths')}
                    description={t('Such as /admin/** or /people/:id. Press Enter after each.')}
                    value={patterns}
                    onChange={(value) => change(key, { patterns: value })}
                    required={patterns.length === 0}
                    acceptValueOnBlur
                  />
                  <Group justify="space-between">
                    <Text size="xs" c="dimmed">
                      {id === undefined ? t('Not saved yet') : <code>{inPolicies(id)}</code>}
                    </Text>
                    <Button
                      size="compact-sm"
                      variant="light"
                      color="red"
                      onClick={() => setRoutes(routes.filter((route) => route.key !== key))}
                    >
                      {t('Take out')}
                    </Button>
                  </Group>
                </Stack>
              </Paper>
            ))}
            {routes.length === 0 ? (
              <Text c="dimmed">{t('No route: policies see the app as a whole.')}</Text>
            ) : null}
            <Problem error={update.error} />
            <Group justify="flex-end">
              <Button type="submit" loading={update.isPending}>
                {t('Save the routes')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Editable>
    </Section>
  );
}

/** How policies name a route. */
function inPolicies(id: string): string {
  return `Route::"${id}"`;
}
