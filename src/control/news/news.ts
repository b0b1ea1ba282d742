import { randomBytes } from 'node:crypto';
import type { Clock, Timer } from '#base/clock.ts';
import type { EventNoun, Happened } from '#contracts/api/events.ts';
import type { Told } from './told.ts';

/** What one reader hears next. */
export type Heard =
  | { readonly kind: 'happened'; readonly id: string; readonly happened: readonly Happened[] }
  /** Some were missed: whatever was read before may be old. */
  | { readonly kind: 'resync'; readonly id: string };

/** One reader's place in the news. */
export interface Reader {
  /** What happened since the last time; undefined: nothing yet. */
  take(): Heard | undefined;
  /** Calls once, in a later tick, when there is something to take; the answer calls that off. */
  whenThere(call: () => void): () => void;
  close(): void;
}

/** Tells administrators' pages what happens, while it happens. */
export interface News {
  /** Notes things; they are told together with what else happens in the next moment. Not called while nobody reads. */
  note(told: () => readonly Told[]): void;
  /** Begins to read behind an event that was heard; unknown or absent means that some may have been missed. */
  read(after: string | undefined): Reader;
  /** How many read. */
  readers(): number;
  /** Ends all reading: `take` gives nothing any more, and whoever waits is called. */
  close(): void;
  readonly closed: () => boolean;
}

/** How long things are gathered before they are told, milliseconds. Rows commit just after their record does. */
export const gatherMs = 250;
/** Ids of one noun in one event. */
const mostIds = 50;
/** Events that are kept for who comes back; about a minute of a busy installation. */
const keptEvents = 240;

interface Kept {
  readonly number: number;
  readonly happened: readonly Happened[];
}

/** Makes the news of one control process. Everything in it is bounded: ids per noun, nouns, events kept. */
export function createNews(clock: Clock): News {
  // Another process starts at one again: what it is asked to go on from must be its own.
  const name = randomBytes(9).toString('base64url');
  const kept: Kept[] = [];
  const waiting = new Set<() => void>();
  let gathered = new Map<EventNoun, Gathered>();
  let timer: Timer | undefined;
  let last = 0;
  let readers = 0;
  /** Nobody read for a while, and nothing was kept. */
  let gap = true;
  let closed = false;

  const wake = (): void => {
    const all = [...waiting];
    waiting.clear();
    for (const call of all) call();
  };

  const publish = (): void => {
    timer = undefined;
    last += 1;
    kept.push({ number: last, happened: written(gathered) });
    if (kept.length > keptEvents) kept.shift();
    gathered = new Map();
    wake();
  };

  const placeOf = (after: string | undefined): number | undefined => {
    const [, by, number] = /^([\w-]{12})\.(\d{1,12})$/.exec(after ?? '') ?? [];
    return by === name && Number(number) <= last ? Number(number) : undefined;
  };

  return {
    note(told) {
      if (closed) return;
      // On the way of every decision: while nobody reads it costs nothing, and who comes back reads all anew.
      if (readers === 0) {
        if (!gap) [gap, last] = [true, last + 1];
        kept.length = 0;
        return;
      }
      for (const one of told()) gather(gathered, one);
      if (gathered.size > 0) timer ??= clock.after(gatherMs, publish);
    },
    read(after) {
      let place = placeOf(after);
      let open = true;
      readers += 1;
      gap = false;
      return {
        take() {
          if (closed || !open) return undefined;
          const id = `${name}.${last}`;
          const oldest = kept[0]?.number ?? last + 1;
          if (place === undefined || place < oldest - 1) {
            place = last;
            return { kind: 'resync', id };
          }
          const from = place;
          const news = kept.filter(({ number }) => number > from);
          place = last;
          return news.length === 0 ? undefined : { kind: 'happened', id, happened: merged(news) };
        },
        whenThere(call) {
          waiting.add(call);
          return () => void waiting.delete(call);
        },
        close() {
          if (open) readers -= 1;
          open = false;
        },
      };
    },
    readers: () => readers,
    close() {
      closed = true;
      timer?.cancel();
      wake();
    },
    closed: () => closed,
  };
}

interface Gathered {
  readonly kinds: Set<string>;
  readonly ids: Set<string>;
  more: boolean;
}

function gather(into: Map<EventNoun, Gathered>, { noun, kind, id }: Told): void {
  const one = into.get(noun) ?? { kinds: new Set(), ids: new Set(), more: false };
  into.set(noun, one);
  one.kinds.add(kind);
  if (id !== undefined && one.ids.size < mostIds) one.ids.add(id);
  else if (id === undefined || !one.ids.has(id)) one.more = true;
}

function written(gathered: ReadonlyMap<EventNoun, Gathered>): readonly Happened[] {
  return [...gathered].map(([noun, { kinds, ids, more }]) => ({
    noun,
    kinds: [...kinds],
    ids: [...ids],
    more,
  }));
}

function merged(news: readonly Kept[]): readonly Happened[] {
  if (news.length === 1) return news[0]?.happened ?? [];
  const all = new Map<EventNoun, Gathered>();
  for (const { happened } of news)
    for (const { noun, kinds, ids, more } of happened) {
      for (const kind of kinds) for (const id of ids) gather(all, { noun, kind, id });
      if (more || ids.length === 0) for (const kind of kinds) gather(all, { noun, kind });
    }
  return written(all);
}
