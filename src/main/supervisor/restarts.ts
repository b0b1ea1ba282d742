import { z } from 'zod';
import type { Metrics } from '#observe/index.ts';

/** What `serve` looks after, by the label that its metric has. */
export const supervised = ['database', 'control', 'gateway'] as const;
export type Supervised = (typeof supervised)[number];

const count = z.number().int().nonnegative();
const restartNews = z.object({
  kind: z.literal('restarts'),
  counts: z.object({ database: count, control: count, gateway: count }),
});
/** How often each part had to be started again since the supervisor started. */
export type RestartNews = z.infer<typeof restartNews>;

/** Counts on the supervisor's side, which has no listener of its own to show them on. */
export interface RestartCounts {
  add(part: Supervised): void;
  news(): RestartNews;
}

/** Begins to count; `changed` hears of every restart. */
export function createRestartCounts(changed: (news: RestartNews) => void): RestartCounts {
  const counts = { database: 0, control: 0, gateway: 0 };
  const news = (): RestartNews => ({ kind: 'restarts', counts: { ...counts } });
  return {
    add(part) {
      counts[part] += 1;
      changed(news());
    },
    news,
  };
}

/** Shows what the supervisor counted among control's metrics, from the first word of it: alone there is none. */
export function showRestarts(metrics: Pick<Metrics, 'watch'>): { hear(news: unknown): void } {
  let counts: RestartNews['counts'] | undefined;
  return {
    hear(raw) {
      const news = restartNews.safeParse(raw).data;
      if (news === undefined) return;
      const first = counts === undefined;
      counts = news.counts;
      if (!first) return;
      for (const child of supervised)
        metrics.watch('sallyport_restarts', () => counts?.[child] ?? 0, { child });
    },
  };
}
