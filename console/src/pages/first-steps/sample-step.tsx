import { Alert, Button, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { reading } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { useChange } from '../../use-change.ts';
import { CutTheClock } from './cut-the-clock.tsx';
import { Step } from './step.tsx';
import { TakingIn } from './taking-in.tsx';
import { useInForce } from './use-in-force.ts';
import { Offered } from '../../rights/offered.tsx';

/** The sample app: protect it, open it, cut it. */
export function SampleStep() {
  const { t } = useTranslation();
  const sample = useQuery({ ...reading(api.sample.get, {}), refetchInterval: 5_000 });
  const protect = useChange(api.sample.protect);
  // The app is there before the policy that opens it.
  const app = protect.isPending ? undefined : (sample.data?.app ?? undefined);
  const inForce = useInForce(app?.id);
  return (
    <Step number={1} title={t('Protect a sample app')} state={inForce === 'yes' ? 'done' : 'open'}>
      <Problem error={sample.error ?? protect.error} />
      {app === undefined ? (
        <>
          <Text mb="xs">
            {t('Sallyport brings a small app along. One click does three things that you can undo:')}
          </Text>
          <List mb="md" spacing={4}>
            <List.Item>{t('it starts the app, where only this machine can reach it,')}</List.Item>
            <List.Item>{t('gives it an address behind the gateway,')}</List.Item>
            <List.Item>{t('and writes a policy that lets owners and administrators open it.')}</List.Item>
          </List>
          {sample.data?.available === false ? (
            <Alert color="yellow">
              {t('This control plane runs by itself, so nobody is there to start the sample app.')}
            </Alert>
          ) : (
            <Group>
              <Offered by={api.sample.protect}>
                <Button loading={protect.isPending || sample.isPending} onClick={() => protect.mutate({})}>
                  {t('Protect the sample app')}
                </Button>
              </Offered>
            </Group>
          )}
        </>
      ) : (
        <>
          {sample.data?.running === false ? (
            <Alert color="yellow" title={t('The sample app is not running')} mb="md">
              <Offered by={api.sample.protect}>
                <Button size="compact-sm" loading={protect.isPending} onClick={() => protect.mutate({})}>
                  {t('Start it again')}
                </Button>
              </Offered>
            </Alert>
          ) : null}
          <TakingIn inForce={inForce} />
          <Text mb="md">
            {t('It shows what it was told about you, and a clock that ticks over a live connection.')}
          </Text>
          {inForce === 'waiting' ? null : (
            <>
              <Group mb="md">
                <Button
                  component="a"
                  href={app.url}
                  target="_blank"
                  rel="noreferrer"
                  onClick={openBeside(app.url)}
                >
                  {t('Open the sample app')}
                </Button>
                <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem' }}>
                  {t('Put the two windows side by side.')}
                </Text>
              </Group>
              <CutTheClock app={app.id} />
            </>
          )}
        </>
      )}
    </Step>
  );
}

/** Opens the app in a window of its own at the right edge; where that is not allowed, the link opens a tab. */
function openBeside(url: string) {
  return (event: { preventDefault: () => void }) => {
    const width = Math.min(560, Math.floor(window.screen.availWidth / 2));
    const left = window.screen.availWidth - width;
    const opened = window.open(url, 'sallyport-hello', `popup,width=${width},height=760,left=${left},top=40`);
    if (opened !== null) event.preventDefault();
  };
}
