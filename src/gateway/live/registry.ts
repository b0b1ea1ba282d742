import type { Clock } from '#base/clock.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import type { Standing } from './standing.ts';

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
  opened(standing: Standing): void;
  closed(standing: Standing): void;
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
  const lives = new Map<Standing, { readonly since: number; reported: boolean }>();
  const unreported = new Set<Standing>();
  let closed: Closed[] = [];

  function rowOf(standing: Standing): Opened | undefined {
    const entry = lives.get(standing);
    const owner = ownerOf(standing);
    if (entry === undefined || owner === undefined) return undefined;
    const { id, protocol, address } = standing.live;
    return {
      connection: id,
      ...owner,
      protocol,
      address,
      ageMs: Math.round(clock.monotonic() - entry.since),
    };
  }

  return {
    opened(standing) {
      lives.set(standing, { since: clock.monotonic(), reported: false });
      unreported.add(standing);
    },
    closed(standing) {
      const entry = lives.get(standing);
      lives.delete(standing);
      unreported.delete(standing);
      if (entry?.reported === true) {
        closed.push({ connection: standing.live.id, ...standing.live.transferred() });
      }
    },
    moved(standing) {
      if (lives.has(standing)) unreported.add(standing);
    },
    all: () => lives.keys(),
    size: () => lives.size,
    report() {
      while (unreported.size > 0 || closed.length > 0) {
        const batch = [...take(unreported, rows)];
        const message: LiveMessage = {
          kind: 'live',
          opened: batch.flatMap((standing) => rowOf(standing) ?? []),
          closed: closed.slice(0, rows),
        };
        if (message.opened.length + message.closed.length > 0 && !send(message)) return;
        closed = closed.slice(rows);
        for (const standing of batch) {
          unreported.delete(standing);
          const entry = lives.get(standing);
          if (entry !== undefined) entry.reported = true;
        }
      }
    },
    forgetReported() {
      closed = [];
      for (const [standing, entry] of lives) {
        entry.reported = false;
        unreported.add(standing);
      }
    },
  };
}

function* take<T>(items: Iterable<T>, count: number): Iterable<T> {
  let taken = 0;
  for (const item of items) {
    if (taken >= count) return;
    taken += 1;
    yield item;
  }
}
