import { Anchor, Badge, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { commandsFor } from './commands.ts';
import { Step } from './step.tsx';

/** What an installation that works does not have yet, each with what closes it. */
export function StillOpen() {
  const { t } = useTranslation();
  const attention = useQuery({ ...reading(api.installation.attention, {}), refetchInterval: 10_000 });
  const authorities = useQuery(reading(api.installation.authorities, {}));
  const status = useQuery(reading(api.installation.status, {}));
  const commands = commandsFor({ dataDir: status.data?.dataDir ?? null, port: location.port });
  const kinds = new Set<string>(attention.data?.items.map(({ kind }) => kind));
  const domain = useQuery(reading(api.installation.me, {})).data?.domain ?? '';
  const local = domain.endsWith('.localhost');
  const known = attention.data !== undefined && authorities.data !== undefined;
  const problem = attention.error ?? authorities.error ?? status.error;
  const open = [authorities.data?.own === true, kinds.has('one-owner'), kinds.has('no-backup'), local];
  const left = open.filter(Boolean).length;
  return (
    <Step number={3} title={t('What is still open')} state={known && left === 0 ? 'done' : 'open'}>
      <Problem error={problem} />
      <Text mb="md">{t('It works, and this is what a day of real use would still ask for.')}</Text>
      <Stack gap="lg">
        {authorities.data === undefined ? null : (
          <Item open={authorities.data.own} title={t('A certificate that every browser trusts')}>
            {authorities.data.own ? (
              <>
                <Text size="sm">
                  {t(
                    'The certificate comes from an authority of our own: each machine has to be told to trust it.',
                  )}
                </Text>
                <Command text={commands.trust} />
                <Text size="sm">{t('Or give a certificate for the domain, and start again:')}</Text>
                <Command text={commands.certificate} />
              </>
            ) : (
              <Text size="sm">{t('The certificate is one that you gave.')}</Text>
            )}
          </Item>
        )}
        <Item open={kinds.has('one-owner')} title={t('A second owner')}>
          {kinds.has('one-owner') ? (
            <>
              <Text size="sm" mb="xs">
                {t('If the one owner loses every way to sign in, only this machine itself lets you back in.')}
              </Text>
              <Button component={Link} to="/people" size="compact-sm" variant="light">
                {t('Invite somebody')}
              </Button>
            </>
          ) : (
            <Text size="sm">{t('More than one owner can sign in.')}</Text>
          )}
        </Item>
        <Item open={kinds.has('no-backup')} title={t('A backup')}>
          {kinds.has('no-backup') ? (
            <>
              <Text size="sm">
                {t('No backup was made lately. Keep the file and its passphrase on another machine:')}
              </Text>
              <Command text={commands.backup} />
            </>
          ) : (
            <Text size="sm">{t('A backup was made lately.')}</Text>
          )}
        </Item>
        <Item open={local} title={t('A domain of your own')}>
          {local ? (
            <>
              <Text size="sm">
                {t('Names below {{domain}} lead to the machine they are used on, so nobody else can come.', {
                  domain,
                })}
              </Text>
              <Command text={commands.domain} />
            </>
          ) : (
            <Text size="sm">{t('Everything is served below {{domain}}.', { domain })}</Text>
          )}
        </Item>
      </Stack>
      <Text size="sm" c="dimmed" mt="lg">
        <Anchor component={Link} to="/" size="sm">
          {t('The overview keeps watch over all of this.')}
        </Anchor>
      </Text>
    </Step>
  );
}

interface ItemProps {
  readonly open: boolean;
  readonly title: string;
  readonly children: ReactNode;
}

function Item({ open, title, children }: ItemProps) {
  const { t } = useTranslation();
  return (
    <div>
      <Group gap="xs" mb={4}>
        <Badge color={open ? 'yellow' : 'teal'} variant="light">
          {open ? t('still open') : t('done')}
        </Badge>
        <Text fw={600}>{title}</Text>
      </Group>
      {children}
    </div>
  );
}

function Command({ text }: { readonly text: string }) {
  return (
    <Code block my={6} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {text}
    </Code>
  );
}
