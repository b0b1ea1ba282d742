import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '#contracts/api/operations.ts';
import { call, me } from '../../api.ts';
import { Problem } from '../../parts/problem.tsx';
import { usePages } from '../../use-pages.ts';

/** What became of a cut. */
type Outcome =
  | { readonly kind: 'cutting' }
  | { readonly kind: 'stopped'; readonly afterMs: number; readonly lastTickMs: number }
  | { readonly kind: 'unheard' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Cuts the clock of the sample app and says how long after the click it stopped. Both moments come from the browser's
 * own clock: the click here, the end of the connection in the other window, which tells the app, which tells us.
 */
export function CutTheClock({ app }: { readonly app: string }) {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>();
  const { data } = useQuery(me);
  const { rows } = usePages(api.connections.list, { app, limit: 50 }, { everyMs: 700 });
  const clocks = rows?.filter(
    ({ person, protocol }) => protocol === 'websocket' && person.id === data?.person?.id,
  );
  const ticking = (clocks?.length ?? 0) > 0;
  const cut = (event: MouseEvent) => {
    const clickedAt = performance.timeOrigin + event.timeStamp;
    setOutcome({ kind: 'cutting' });
    cutAll((clocks ?? []).map(({ id }) => id))
      .then(() => waitForStop(clickedAt))
      .then(setOutcome)
      .catch((error: unknown) => setOutcome({ kind: 'failed', error }));
  };
  return (
    <>
      <Group align="center">
        <Button color="red" onClick={cut} disabled={!ticking} loading={outcome?.kind === 'cutting'}>
          {t('Cut')}
        </Button>
        <Text size="sm" c="dimmed" role="status" style={{ flex: '1 1 14rem' }}>
          {ticking
            ? t('Your clock is ticking. Cut its connection and watch it stop.')
            : t('No clock of yours is ticking: open the sample app first.')}
        </Text>
      </Group>
      {outcome === undefined ? null : <Told outcome={outcome} />}
    </>
  );
}

function Told({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation();
  if (outcome.kind === 'cutting') return null;
  if (outcome.kind === 'failed') return <Problem error={outcome.error} />;
  if (outcome.kind === 'unheard') {
    return (
      <Alert color="teal" title={t('Cut')} mt="md" role="status">
        {t('The connection is cut, but its page did not tell when. Was it closed, or in another browser?')}
      </Alert>
    );
  }
  const { afterMs, lastTickMs } = outcome;
  return (
    <Alert
      color="teal"
      title={t('Stopped {{ms}} ms after your click', { ms: afterMs })}
      mt="md"
      role="status"
    >
      <Text size="sm">
        {lastTickMs > 0
          ? t('The last tick came {{ms}} ms after the click.', { ms: lastTickMs })
          : t('Not one tick came after the click.')}{' '}
        {t('You are still signed in: “Connect again” in the app asks policy anew, and it says yes.')}
      </Text>
    </Alert>
  );
}

async function cutAll(connections: readonly string[]): Promise<void> {
  await Promise.all(connections.map((connection) => call(api.connections.cut, { params: { connection } })));
}

const askEveryMs = 150;
const giveUpMs = 6_000;

async function waitForStop(clickedAt: number): Promise<Outcome> {
  for (const until = performance.now() + giveUpMs; performance.now() < until; ) {
    const { stops } = await call(api.sample.get, {});
    const stop = stops.filter(({ at }) => at >= clickedAt).at(-1);
    if (stop !== undefined) {
      const lastTickMs = Math.round(stop.lastTickAt - clickedAt);
      return { kind: 'stopped', afterMs: Math.round(stop.at - clickedAt), lastTickMs };
    }
    await new Promise((resolve) => setTimeout(resolve, askEveryMs));
  }
  return { kind: 'unheard' };
}
