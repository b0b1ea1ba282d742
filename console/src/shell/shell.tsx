import { AppShell, Burger, Group, NavLink, ScrollArea, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { WalkLink } from '../pages/demo/walk-link.tsx';
import { Account } from './account.tsx';
import { Palette } from './palette/palette.tsx';
import { usePlaceGroups } from './places.ts';

/** A name, the same in every language. */
const product = 'Sallyport';

/** The frame around every page of the administration. */
export function Shell() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure();
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={{ base: 'md', sm: 'lg' }}
    >
      <a className="skip" href="#main">
        {t('Skip to the content')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('Menu')} />
            <img src="/favicon.svg" width="26" height="26" alt="" />
            <Title order={1} size="h4" className="product">
              {product}
            </Title>
          </Group>
          <Group gap="sm" wrap="nowrap">
            <Palette />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label={t('Pages')}>
        <AppShell.Section grow component={ScrollArea}>
          <WalkLink onClick={close} />
          <Places onGo={close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main">
        <div className="page">
          <Outlet />
        </div>
      </AppShell.Main>
    </AppShell>
  );
}

function Places({ onGo }: { readonly onGo: () => void }) {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return usePlaceGroups().map((group) => (
    <div key={group.label} className="places">
      <Text size="xs" c="dimmed" fw={600} px="sm" py={4}>
        {t(group.label)}
      </Text>
      {group.places.map(({ to, label }) => {
        const here = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
        return (
          <NavLink
            key={to}
            component={Link}
            to={to}
            label={t(label)}
            active={here}
            aria-current={here ? 'page' : undefined}
            onClick={onGo}
            className="place"
          />
        );
      })}
    </div>
  ));
}
