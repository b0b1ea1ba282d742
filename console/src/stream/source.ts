import { events, happenedListSchema, type Happened } from '#contracts/api/events.ts';
import { apiPath } from '#contracts/api/operations.ts';

/** What the control plane tells, as one tab hears it and hands it to the others. */
export type News =
  | { readonly kind: 'happened'; readonly happened: readonly Happened[] }
  | { readonly kind: 'resync' }
  | { readonly kind: 'beat' };

const againMs = 5_000;
/** Whoever may not listen does not ask more often than this in the end. */
const mostAgainMs = 60_000;
/** Three beats without a word: the connection is dead, whatever the browser believes. */
const silenceMs = 45_000;

/**
 * Listens to the control plane for as long as the page lives. A lost connection is opened again behind the last
 * event that was heard; what cannot be read counts as something missed.
 */
export function listen(hear: (news: News) => void): void {
  let last: string | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = againMs;

  const open = (): void => {
    const query = last === undefined ? '' : `?after=${encodeURIComponent(last)}`;
    const source = new EventSource(`${apiPath}${events.stream.path}${query}`);
    const again = (): void => {
      source.close();
      clearTimeout(silence);
      setTimeout(open, pauseMs);
      pauseMs = Math.min(2 * pauseMs, mostAgainMs);
    };
    const on = (kind: News['kind'], news: (data: string) => News) =>
      source.addEventListener(kind, ({ data, lastEventId }: MessageEvent<string>) => {
        clearTimeout(silence);
        silence = setTimeout(again, silenceMs);
        pauseMs = againMs;
        if (lastEventId !== '') last = lastEventId;
        hear(news(data));
      });
    on('resync', () => ({ kind: 'resync' }));
    on('beat', () => ({ kind: 'beat' }));
    on('happened', read);
    // The browser comes back by itself after a break, but not after a refusal.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) again();
    });
  };
  open();
}

function read(data: string): News {
  try {
    return { kind: 'happened', happened: happenedListSchema.parse(JSON.parse(data)) };
  } catch {
    return { kind: 'resync' };
  }
}
