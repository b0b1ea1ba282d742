import type { Clock, Timer } from '#base/clock.ts';
import type { Client } from '#client/index.ts';
import type { DecisionSummary } from '#contracts/api/decisions.ts';
import { api } from '#contracts/api/operations.ts';
import { decisionLine } from './decision-line.ts';
import { type TerminalOutput, columnsOf, openLiveTerminal } from './live-terminal.ts';
import type { WeakeningView } from '#contracts/api/proposals.ts';
import { weakeningLine } from './weakening-line.ts';
import { type Progress, nextStep } from './next-step.ts';

export interface LiveViewOptions {
  /** The API over the machine's own socket. */
  readonly client: Pick<Client, 'call'>;
  readonly out: TerminalOutput;
  readonly colour: 'on' | 'off';
  readonly consoleUrl: string;
  readonly clock: Clock;
}

/** The view while it is shown. */
export interface LiveView {
  stop(): void;
}

/** How often it looks for decisions, and how often at the rest, milliseconds. */
const lookEveryMs = 1_000;
const progressEveryMs = 3_000;
/** As many lines as one look writes at most: a terminal is for people. */
const mostLines = 40;

/**
 * Shows in the terminal what is decided, a line each, what weakened protection where somebody else should see it, and as
 * the last line what to do next. It only reads, and what it cannot read it leaves out: nothing else may depend on it.
 */
export function openLiveView(options: LiveViewOptions): LiveView {
  const { client, clock } = options;
  const terminal = openLiveTerminal(options.out);
  const seen = createSeen<DecisionSummary>(clock.wall());
  const seenWeakenings = createSeen<WeakeningView>(clock.wall());
  let progressAt = Number.NEGATIVE_INFINITY;
  let timer: Timer | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    const { items } = await client.call(api.decisions.list, { query: { limit: mostLines } });
    if (stopped) return;
    const style = { columns: columnsOf(options.out), colour: options.colour };
    terminal.print(seen.news(items).map((decision) => decisionLine(decision, style)));
    if (clock.monotonic() - progressAt < progressEveryMs) return;
    progressAt = clock.monotonic();
    const { items: weakened } = await client.call(api.weakenings.list, {
      query: { state: 'open', limit: mostLines },
    });
    if (stopped) return;
    terminal.print(seenWeakenings.news(weakened).map((one) => weakeningLine(one, style)));
    const progress = await readProgress(client);
    if (!stopped) terminal.status(nextStep(progress, options.consoleUrl));
  };
  const again = (): void => {
    if (!stopped) timer = clock.after(lookEveryMs, run);
  };
  const run = (): void => void look().then(again, again);
  run();
  return {
    stop() {
      stopped = true;
      timer?.cancel();
      terminal.close();
    },
  };
}

/** Tells what was not seen yet, the oldest first; nothing from before the start. */
function createSeen<T extends { readonly id: string; readonly at: number }>(startedAt: number) {
  let known = new Set<string>();
  return {
    news(items: readonly T[]): readonly T[] {
      const fresh = items.filter(({ id, at }) => at >= startedAt && !known.has(id)).toReversed();
      known = new Set(items.map(({ id }) => id));
      return fresh;
    },
  };
}

async function readProgress(client: Pick<Client, 'call'>): Promise<Progress> {
  const { claimed } = await client.call(api.installation.status);
  if (!claimed) return { claimed, sample: 'not yet', ownApps: 0, attention: 0 };
  const [sample, apps, attention] = await Promise.all([
    client.call(api.sample.get),
    client.call(api.apps.list, { query: { limit: 20 } }),
    client.call(api.installation.attention),
  ]);
  const own = apps.items.filter(({ system, id }) => system === null && id !== sample.app?.id);
  return {
    claimed,
    sample: sample.app === null ? 'not yet' : 'protected',
    ownApps: own.length,
    attention: attention.items.length,
  };
}
