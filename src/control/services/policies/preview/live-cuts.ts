import type { AppId } from '#base/ids.ts';
import type { DecisionInput } from '#contracts/access.ts';
import type { PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { LiveConnectionRow } from '#store/index.ts';
import type { Call } from '../../call.ts';
import { presentConnections } from '../../connections/list-connections.ts';
import { appFacts } from '../tests/test-inputs.ts';
import type { BothWays } from './both-ways.ts';
import type { Reach } from './reach.ts';
import { recordedPage } from './recorded-inputs.ts';

type Live = PolicyPreviewReport['live'];

/** Connections that are looked at; the newest. */
const mostConnections = 5_000;
/** Pairs of session and app that are decided; their connections stand or fall together. */
const mostPairs = 1_000;
/** Pairs whose records are read at the same time; the others' connections to the database stay free. */
const atOnce = 4;
const mostTold = 100;
/** Recorded decisions of one session and app that are tried: their routes and paths may be judged differently. */
const inputsEach = 5;

/**
 * Says which live connections a draft would cut: those of a session and app whose last recorded decisions, asked again
 * now, are allowed under the policies in force and not under the draft. A connection that rests on one of several such
 * decisions is told as cut where any of them would not be allowed any more.
 */
export async function liveCuts(call: Call, bothWays: BothWays, reach: Reach): Promise<Live> {
  const rows = await newestConnections(call);
  const byPair = new Map<string, LiveConnectionRow[]>();
  for (const row of rows.items) {
    const key = `${row.sessionId} ${row.appId}`;
    byPair.set(key, [...(byPair.get(key) ?? []), row]);
  }
  const untouched = await untouchedApps(call, [...new Set(rows.items.map(({ appId }) => appId))], reach);
  const groups = [...byPair.values()].filter(([first]) => first !== undefined && !untouched.has(first.appId));
  const cut: LiveConnectionRow[] = [];
  let checked = rows.items.filter(({ appId }) => untouched.has(appId)).length;
  const judged = async (connections: readonly LiveConnectionRow[]): Promise<void> => {
    const [first] = connections;
    if (first === undefined) return;
    const inputs = await lastInputs(call, first);
    const pairs = await bothWays.decide(inputs);
    checked += inputs.length === 0 ? 0 : connections.length;
    if (pairs.some(({ now, drafted }) => now.outcome === 'allow' && drafted.outcome !== 'allow'))
      cut.push(...connections);
  };
  const looked = groups.slice(0, mostPairs);
  for (let from = 0; from < looked.length; from += atOnce) {
    await Promise.all(looked.slice(from, from + atOnce).map(judged));
  }
  const shown = await presentConnections(call.store, cut.slice(0, mostTold));
  return {
    checked,
    complete: !rows.more && checked === rows.items.length,
    cut: cut.length,
    connections: shown.map(({ id, session, person, app }) => ({ id, session, person, app })),
  };
}

/** Apps about which the draft can change nothing, so that nothing on them is cut. */
async function untouchedApps(
  { store }: Call,
  ids: readonly AppId[],
  reach: Reach,
): Promise<ReadonlySet<string>> {
  const rows = await store.apps.findMany(ids);
  const tags = await store.apps.tagsOf(rows.map(({ id }) => id));
  const untouched = rows.filter((row) => {
    const resource = appFacts(row, tags.get(row.id) ?? []);
    return reach.near({ resource }).length === 0;
  });
  return new Set<string>(untouched.map(({ id }) => id));
}

async function newestConnections({ store }: Call) {
  const items: LiveConnectionRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.liveConnections.list({ cursor, limit: 500 });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < mostConnections);
  return { items, more: cursor !== undefined };
}

async function lastInputs(call: Call, row: LiveConnectionRow): Promise<readonly DecisionInput[]> {
  const page = await recordedPage(call, { limit: inputsEach, about: [row.sessionId, row.appId] });
  const at = call.clock.wall();
  return page.items.flatMap(({ input }) =>
    input === undefined ? [] : [{ ...input, time: { ...input.time, at } }],
  );
}
