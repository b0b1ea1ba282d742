import type { Clock } from '#base/clock.ts';
import { LinkedList } from '#base/linked-list.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import type { Entry, Standing } from './standing.ts';

type LiveMessage = Extract<FromGateway, { kind: 'live' }>;
type Opened = LiveMessage['opened'][number];
type Closed = LiveMessage['closed'][number];

/** Who a living thing belongs to, for the list that control keeps. */
export type Owner = Pick<Opened, 'grant' | 'session' | 'person' | 'app'>;

export interface LiveRegistryOptions {
  readonly clock: Clock;
  /** Undefined for what belongs to nobody, which is not reported. */
  readonly ownerOf: (standing: Standing) => Owner | undefined;
  readonly send: (message: LiveMessage) => boolean;
}

/** Everything that lives on this gateway, and what control was told of it. */
export interface LiveRegistry {
  /** `since` is monotonic milliseconds. */
  opened(standing: Standing, since: number): void;
  readonly closed: (standing: Standing) => void;
  /** Its grant is another: control is told again. */
  moved(standing: Standing): void;
  all(): Iterable<Standing>;
  size(): number;
  /** Tells control what opened and closed since the last time. What lived for less than that is not told. */
  report(): void;
  /** Control knows nothing of what was told before. */
  forgetReported(): void;
}

/** Rows in one message. */
const rows = 1_000;

/** Makes an empty registry. */
export function createLiveRegistry({ clock, ownerOf, send }: LiveRegistryOptions): LiveRegistry {
  // What control knows as it is, and what it is to be told of. Most things are over before they are told.
  const told = new LinkedList<Standing>();
  const untold = new LinkedList<Standing>();
  let closed: Closed[] = [];

  function rowOf(standing: Standing, { since }: Entry): Opened | undefined {
    const owner = ownerOf(standing);
    if (owner === undefined) return undefined;
    const { id, protocol, address } = standing.live;
    return { connection: id, ...owner, protocol, address, ageMs: Math.round(clock.monotonic() - since) };
  }

  function put(standing: Standing, entry: Entry, list: LinkedList<Standing>): void {
    entry.list.leave(entry.place);
    entry.list = list;
    entry.place = list.add(standing);
  }

  /** Sends one message about these; false when the stream does not take it. */
  function tell(batch: readonly Standing[]): boolean {
    const message: LiveMessage = {
      kind: 'live',
      opened: batch.flatMap((standing) => (standing.entry && rowOf(standing, standing.entry)) ?? []),
      closed: closed.slice(0, rows),
    };
    if (message.opened.length + message.closed.length > 0 && !send(message)) return false;
    closed = closed.slice(rows);
    for (const standing of batch) {
      const { entry } = standing;
      if (entry === undefined) continue;
      entry.reported = true;
      put(standing, entry, told);
    }
    return true;
  }

  return {
    opened(standing, since) {
      const place = untold.add(standing);
      standing.entry = { since, reported: false, list: untold, place };
    },
    closed(standing) {
      const { entry } = standing;
      if (entry === undefined) return;
      standing.entry = undefined;
      entry.list.leave(entry.place);
      if (entry.reported) closed.push({ connection: standing.live.id, ...standing.live.transferred() });
    },
    moved(standing) {
      if (standing.entry !== undefined) put(standing, standing.entry, untold);
    },
    all: () => [...told, ...untold],
    size: () => told.size + untold.size,
    report() {
      const waiting = [...untold];
      while (waiting.length > 0 || closed.length > 0) if (!tell(waiting.splice(0, rows))) return;
    },
    forgetReported() {
      closed = [];
      for (const standing of told) {
        const { entry } = standing;
        if (entry === undefined) continue;
        entry.reported = false;
        put(standing, entry, untold);
      }
      for (const { entry } of untold) if (entry !== undefined) entry.reported = false;
    },
  };
}
