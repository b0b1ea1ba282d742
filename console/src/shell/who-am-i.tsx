import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { signOutPath, systemHost } from '#contracts/hosts.ts';
import { me as whoAmI } from '../api.ts';

/** Who uses the console, with the way to their portal and out. */
export function WhoAmI() {
  const { t } = useTranslation();
  const me = useQuery(whoAmI);
  if (me.data === undefined) return null;
  const portal = `https://${systemHost('portal', me.data.domain)}${location.port === '' ? '' : `:${location.port}`}/`;
  return (
    <Group gap="sm" wrap="nowrap">
      <Anchor href={portal} size="sm">
        {t('Portal')}
      </Anchor>
      <Text size="sm" className="who">
        {me.data.person?.name ?? me.data.actor.name}
      </Text>
      <form method="post" action={signOutPath}>
        <button type="submit" className="link">
          {t('Sign out')}
        </button>
      </form>
    </Group>
  );
}
