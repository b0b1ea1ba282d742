import { instant } from '#base/clock.ts';
import type { GatewayConfig } from '#contracts/protocol/app-config.ts';
import type { FromControl, Welcome } from '#contracts/protocol/from-control.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import type { ControlLink, ControlLinkHandler, ControlMessage } from '#link/index.ts';
import type { HandClock } from './clock.ts';

/** The kinds of messages by name. */
type Kind = FromGateway['kind'];

/** A control stream whose other end is the test. Each delivery is one tick, as in the real one. */
export interface HandLink extends ControlLink {
  /** A stream stands from now on; the heartbeat is the test's to play. */
  open(welcome?: Partial<Omit<Welcome, 'kind' | 'config'>> & { readonly config?: GatewayConfig }): void;
  deliver(message: ControlMessage): void;
  /** Answers a ping sent `agoMs` ago (now, unless set). */
  pong(pong?: { readonly applied?: number; readonly dbAge?: number; readonly agoMs?: number }): void;
  lose(): void;
  /** Takes what was sent of one kind since the last call. */
  taken<K extends Kind>(kind: K): Extract<FromGateway, { kind: K }>[];
  /** What `queued` says from now on, in bytes. */
  setQueued(bytes: number): void;
}

/** Makes a stream that is not yet open. `config` goes into every welcome that names no other. */
export function createHandLink(clock: HandClock, config: GatewayConfig): HandLink {
  let handler: ControlLinkHandler | undefined;
  let open = false;
  let queued = 0;
  let applied = 0;
  let sent: FromGateway[] = [];

  function isKind<K extends Kind>(
    message: FromGateway,
    kind: K,
  ): message is Extract<FromGateway, { kind: K }> {
    return message.kind === kind;
  }

  return {
    send(message) {
      if (!open) return false;
      sent.push(structuredClone(message));
      return true;
    },
    queued: () => queued,
    start(given) {
      handler = given;
    },
    stop() {
      open = false;
    },
    open(welcome = {}) {
      open = true;
      sent = [];
      applied = welcome.applied ?? applied;
      handler?.opened({
        kind: 'welcome',
        version: 1,
        gateway: 'gwy_test',
        epoch: 'epoch-1',
        applied,
        config,
        ...welcome,
      });
    },
    deliver(message: Exclude<FromControl, { kind: 'welcome' } | { kind: 'pong' }>) {
      if (message.kind === 'change') applied = Math.max(applied, message.id);
      handler?.message(structuredClone(message));
    },
    pong(pong = {}) {
      const now = instant(clock);
      const ago = pong.agoMs ?? 0;
      handler?.fresh({
        asked: { wall: now.wall - ago, monotonic: now.monotonic - ago },
        applied: pong.applied ?? applied,
        dbAge: pong.dbAge ?? 0,
      });
    },
    lose() {
      open = false;
      handler?.lost({ code: 'lost', detail: 'test', byPeer: true });
    },
    taken(kind) {
      const taken = sent.filter((message) => isKind(message, kind));
      sent = sent.filter((message) => !isKind(message, kind));
      return taken;
    },
    setQueued(bytes) {
      queued = bytes;
    },
  };
}
