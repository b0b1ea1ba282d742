import type { PolicyPreviewReport } from '#contracts/api/policy-previews.ts';
import type { Call } from '../../call.ts';
import { summaries } from '../../decisions/present-decision.ts';
import { type BothWays, madeTheDifference, type Pair } from './both-ways.ts';
import { recordedPage, type Recorded } from './recorded-inputs.ts';

type Replay = PolicyPreviewReport['replay'];

/** How many decisions a sample holds. */
export const sampleSize = 1_000;
const pageSize = 200;
const mostTold = 100;

/**
 * Decides what was decided again, under the policies in force and under the draft: what differs between those two is
 * the draft's doing, while the record may be as old as policies that are long gone.
 */
export async function* replayOf(
  call: Call,
  bothWays: BothWays,
  options: {
    readonly most: number;
    readonly changed: ReadonlySet<string>;
    readonly titleOf: (policy: string) => string;
  },
): AsyncGenerator<Replay, void, undefined> {
  const replay: Replay = { checked: 0, unreadable: 0, complete: false, differing: 0, decisions: [] };
  let cursor: string | undefined;
  do {
    const limit = Math.min(pageSize, options.most - replay.checked - replay.unreadable);
    if (limit <= 0) break;
    const page = await recordedPage(call, { cursor, limit });
    const readable = page.items.filter(isReadable);
    const pairs = await bothWays.decide(readable.map(({ input }) => input));
    replay.checked += readable.length;
    replay.unreadable += page.items.length - readable.length;
    const differing = readable.flatMap((recorded, place) => {
      const pair = pairs[place];
      return pair === undefined || pair.now.outcome === pair.drafted.outcome ? [] : [{ recorded, pair }];
    });
    replay.differing += differing.length;
    const room = mostTold - replay.decisions.length;
    replay.decisions.push(...(await told(call, differing.slice(0, room), options)));
    cursor = page.next;
    replay.complete = cursor === undefined;
    yield { ...replay };
  } while (cursor !== undefined);
  yield { ...replay };
}

type Readable = Recorded & Required<Pick<Recorded, 'input'>>;

function isReadable(recorded: Recorded): recorded is Readable {
  return recorded.input !== undefined;
}

async function told(
  call: Call,
  differing: readonly { readonly recorded: Readable; readonly pair: Pair }[],
  {
    changed,
    titleOf,
  }: { readonly changed: ReadonlySet<string>; readonly titleOf: (policy: string) => string },
): Promise<Replay['decisions']> {
  const shown = await summaries(
    call.store,
    differing.map(({ recorded }) => recorded.decision),
  );
  const nobody = { id: '', name: '' };
  return differing.map(({ recorded, pair }, place) => ({
    decision: recorded.decision.id,
    at: recorded.decision.at,
    person: shown[place]?.person ?? nobody,
    app: shown[place]?.app ?? nobody,
    recorded: recorded.decision.decision.outcome,
    now: pair.now.outcome,
    drafted: pair.drafted.outcome,
    policies: madeTheDifference(pair, changed).map((id) => ({ id, name: titleOf(id) })),
  }));
}
