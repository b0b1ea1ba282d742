import type { Clock, Timer } from '#base/clock.ts';
import type { AuditKind } from '#contracts/events.ts';
import type { News } from './news.ts';
import { toldByRecord } from './told.ts';

/** What other replicas did, as the database shows it. */
export interface Traces {
  /** Records of the last half minute, of decisions the newest alone. */
  recent(limit: number): Promise<
    readonly {
      readonly chain: string;
      readonly seq: number;
      readonly kind: AuditKind;
      readonly about: readonly string[];
    }[]
  >;
  /** A text that is another when connections were opened or closed. */
  live(): Promise<string>;
}

/** How often the database is looked at while somebody reads, milliseconds. */
export const lookMs = 2_000;
const mostRecords = 500;

/**
 * Tells what other replicas did, for as long as anybody reads. What was done here is told again by it at times,
 * which costs a reader one reading; missing something would cost them the truth.
 */
export function watchElsewhere(options: {
  readonly clock: Clock;
  readonly news: News;
  readonly traces: Traces;
  readonly failed: (thrown: unknown) => void;
}): { readonly stop: () => void } {
  const { clock, news, traces, failed } = options;
  let seen: ReadonlySet<string> | undefined;
  let live: string | undefined;
  let timer: Timer | undefined;
  let stopped = false;

  const look = async (): Promise<void> => {
    const [records, now] = await Promise.all([traces.recent(mostRecords), traces.live()]);
    // The first look tells all that is recent: somebody may have begun to read before it.
    const fresh = records.filter((record) => seen?.has(nameOf(record)) !== true);
    if (fresh.length > 0) news.note(() => fresh.flatMap(({ kind, about }) => toldByRecord(kind, about)));
    if (live !== now) news.note(() => [{ noun: 'connections', kind: 'opened-or-closed' }]);
    seen = new Set(records.map(nameOf));
    live = now;
  };

  const again = (): void => {
    if (stopped) return;
    timer = clock.after(lookMs, () => {
      const reading = news.readers() > 0;
      if (!reading) [seen, live] = [undefined, undefined];
      (reading ? look() : Promise.resolve()).catch(failed).finally(again);
    });
  };
  again();
  return {
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

function nameOf({ chain, seq }: { readonly chain: string; readonly seq: number }): string {
  return `${chain}#${seq}`;
}
