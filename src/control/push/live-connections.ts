import { isIP } from 'node:net';
import { isId } from '#base/ids.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { isHolder, isSession } from './sound-input.ts';

type LiveMessage = Extract<FromGateway, { kind: 'live' }>;
type Opened = LiveMessage['opened'][number];

/** A connection as a gateway told of it. */
export interface LiveRow {
  readonly id: string;
  readonly grant: string;
  readonly session: string;
  readonly person: string;
  readonly app: string;
  readonly protocol: string;
  readonly address: string;
  /** How long ago it was opened, milliseconds. */
  readonly agoMs: number;
}

/** Where one gateway's differences are written. */
export interface LiveBook {
  /** Forgets everything that this gateway had. */
  clear(gateway: string): Promise<void>;
  /** Writes differences; rows of other gateways are never touched. */
  write(gateway: string, opened: readonly LiveRow[], closed: readonly string[]): Promise<void>;
}

/** The bookkeeping of one stream: a gateway announces all that lives after each welcome, then differences. */
export interface LiveTracker {
  note(message: LiveMessage): void;
}

/** How many differences of one gateway may wait for the database. */
const mostWaiting = 100_000;

/**
 * Writes one gateway's live connections, one write at a time. Differences that come while a write is under way
 * are merged into the next; more than can wait are dropped, for this is for people to look at and no decision
 * rests on it.
 */
export function createLiveTracker(
  book: LiveBook,
  gateway: string,
  failed: (error: unknown) => void,
): LiveTracker {
  let opened = new Map<string, LiveRow>();
  let closed = new Set<string>();
  let cleared = false;
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    try {
      if (!cleared) await book.clear(gateway);
      cleared = true;
      while (opened.size + closed.size > 0) {
        const rows = [...opened.values()];
        const ids = [...closed];
        opened = new Map();
        closed = new Set();
        await book.write(gateway, rows, ids);
      }
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  };

  return {
    note(message) {
      for (const each of message.opened) {
        if (opened.size + closed.size >= mostWaiting) break;
        if (isSound(each)) opened.set(each.connection, toRow(each));
      }
      for (const { connection } of message.closed) {
        if (opened.delete(connection) || !isId('connection', connection)) continue;
        if (opened.size + closed.size < mostWaiting) closed.add(connection);
      }
      if (!running) void run();
    },
  };
}

function isSound(opened: Opened): boolean {
  return (
    isId('connection', opened.connection) &&
    isId('app', opened.app) &&
    // Connections to public paths belong to nobody.
    (opened.grant === '' || isId('grant', opened.grant)) &&
    (opened.session === '' || isSession(opened.session)) &&
    (opened.person === '' || isHolder(opened.person)) &&
    /^[a-z0-9-]{1,32}$/.test(opened.protocol) &&
    isIP(opened.address) !== 0
  );
}

function toRow({ connection, ageMs, ...rest }: Opened): LiveRow {
  const { grant, session, person, app, protocol, address } = rest;
  return { id: connection, grant, session, person, app, protocol, address, agoMs: Math.max(0, ageMs) };
}
