import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { listen, type News } from './source.ts';
import { isStale } from './what-is-stale.ts';

const name = 'sallyport-events';
/** As long as something was heard within this, pages need not ask by themselves. */
const freshMs = 40_000;
/** Nothing is read anew more often than this, however much happens. */
const pauseMs = 1_000;

let heardAt = 0;
const watchers = new Set<() => void>();

/**
 * Keeps what was read true by the stream of events: one connection for all tabs of a browser. The tab that holds
 * the lock listens and tells the others; when it is closed, another one takes over. Where a browser has no locks,
 * each tab listens for itself.
 */
export function followEvents(queries: QueryClient): void {
  const refresh = createRefresh(queries);
  const hear = (news: News): void => {
    heardAt = Date.now();
    for (const watcher of watchers) watcher();
    refresh(news);
  };
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) return listen(hear);
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<News>) => hear(data));
  // Held until the tab is closed: the promise never resolves.
  void navigator.locks.request(name, () => {
    listen((news) => {
      hear(news);
      channel.postMessage(news);
    });
    return new Promise(() => {});
  });
}

/** Tells whether events come; while they do not, pages that want to be current read again from time to time. */
export function useStreaming(): boolean {
  return useSyncExternalStore(watch, () => Date.now() - heardAt < freshMs);
}

function watch(call: () => void): () => void {
  watchers.add(call);
  const timer = setInterval(call, freshMs / 4);
  return () => {
    watchers.delete(call);
    clearInterval(timer);
  };
}

/** Reads anew what is shown and stale, and marks as stale what is not shown; at most once in a while. */
function createRefresh(queries: QueryClient): (news: News) => void {
  let waiting: News[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = (): void => {
    timer = undefined;
    if (waiting.length === 0) return;
    const all = waiting;
    waiting = [];
    timer = setTimeout(run, pauseMs);
    void queries.invalidateQueries({
      predicate: ({ queryKey, state }) =>
        state.dataUpdatedAt > 0 && all.some((news) => touches(news, queryKey)),
    });
  };
  return (news) => {
    waiting.push(news);
    if (timer === undefined) run();
  };
}

function touches(news: News, queryKey: readonly unknown[]): boolean {
  const operation = String(queryKey[0]);
  if (news.kind === 'resync') return true;
  // How the parts are has no events of its own.
  if (news.kind === 'beat') return operation === 'installation.status';
  return isStale(operation.split('.')[0] ?? '', news.happened);
}
