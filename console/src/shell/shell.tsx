import { AppShell, Burger, Group, NavLink, ScrollArea, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { said } from '../texts/said.ts';
import { ColorScheme } from './color-scheme.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { WhoAmI } from './who-am-i.tsx';

/** A name, the same in every language. */
const product = 'Sallyport';

const places = [
  ['/', said('Overview')],
  ['/live', said('Live connections')],
  ['/apps', said('Apps')],
  ['/people', said('People')],
  ['/groups', said('Groups')],
  ['/policies', said('Policies')],
  ['/decisions', said('Decisions')],
  ['/audit', said('Audit')],
  ['/first-steps', said('First steps')],
] as const;

/** The frame around every page of the administration. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <a className="skip" href="#main">
        {t('Skip to the content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('Menu')} />
            <img src="/favicon.svg" width="26" height="26" alt="" />
            <Title order={1} size="h4">
              {product}
            </Title>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <WhoAmI />
            <LanguageChoice />
            <ColorScheme />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm">
        <AppShell.Section grow component={ScrollArea}>
          {places.map(([to, label]) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={t(label)}
              active={to === '/' ? path === '/' : path.startsWith(to)}
              onClick={close}
              className="place"
            />
          ))}
        </AppShell.Section>
        <Text size="xs" c="dimmed" p="xs">
          {t('Never trust, always verify.')}
        </Text>
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <div className="page">
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}
