import { Button, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { signOutPath, systemHost } from '#contracts/hosts.ts';
import { me as whoAmI } from '../api.ts';
import { isLanguage, languages } from '../texts/language.ts';
import { chooseLanguage } from '../texts/texts.ts';

/** Who uses the console, with what is theirs: the portal, language, colours, the way out. */
export function Account() {
  const { t } = useTranslation();
  const me = useQuery(whoAmI);
  const leaving = useRef<HTMLFormElement>(null);
  if (me.data === undefined) return null;
  const name = me.data.person?.name ?? me.data.actor.name ?? me.data.actor.kind;
  const portal = `https://${systemHost('portal', me.data.domain)}${location.port === '' ? '' : `:${location.port}`}/`;
  return (
    <>
      <form method="post" action={signOutPath} ref={leaving} hidden />
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            size="sm"
            className="account"
            aria-label={t('Account of {{name}}', { name })}
          >
            <bdi className="name">{name}</bdi>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={portal}>
            {t('Portal')}
          </Menu.Item>
          <Colours />
          <Languages />
          <Menu.Divider />
          <Menu.Item onClick={() => leaving.current?.submit()}>{t('Sign out')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function Colours() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  return (
    <Menu.Item onClick={() => setColorScheme(dark ? 'light' : 'dark')}>
      {dark ? t('Light colours') : t('Dark colours')}
    </Menu.Item>
  );
}

function Languages() {
  const { t, i18n } = useTranslation();
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('Language')}</Menu.Label>
      {Object.entries(languages).map(([language, itsName]) => (
        <Menu.Item
          key={language}
          lang={language}
          role="menuitemradio"
          aria-checked={i18n.language === language}
          leftSection={i18n.language === language ? '✓' : ' '}
          onClick={() => {
            if (isLanguage(language)) void chooseLanguage(language);
          }}
        >
          {itsName}
        </Menu.Item>
      ))}
    </>
  );
}
