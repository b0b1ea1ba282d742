import type { WebSocket } from 'ws';
import type { Clock, Instant, Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import { type FromControl, fromControlSchema, type Welcome } from '#contracts/protocol/from-control.ts';
import type { FromGateway } from '#contracts/protocol/from-gateway.ts';
import { oldestVersion, protocolVersion } from '#contracts/protocol/version.ts';
import { createBackOff } from './back-off.ts';
import { type Channel, createChannel } from './channel.ts';
import { dialLink, type LinkAddress, type LinkCredentials } from './dial.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import type { LinkEnd, LinkEndCode } from './link-end.ts';
import { linkLimits } from './limits.ts';
import type { VerifyPeer } from './peer.ts';

/** Everything control says beyond greeting and pongs. */
export type ControlMessage = Exclude<FromControl, { kind: 'welcome' } | { kind: 'pong' }>;

/** A pong, with the instant at which its ping was sent. */
export interface Freshness {
  readonly asked: Instant;
  /** The change that the replica had applied. */
  readonly applied: number;
  /** Milliseconds since the start of the replica's last successful round trip to the primary. */
  readonly dbAge: number;
}

/** Who hears what control says. Each is called in the order of the stream, in the tick of its reading. */
export interface ControlLinkHandler {
  opened(welcome: Welcome): void;
  message(message: ControlMessage): void;
  fresh(freshness: Freshness): void;
  /** The stream that was opened is gone; whatever was asked on it has no answer. */
  lost(end: LinkEnd): void;
}

/** A gateway's end of the control stream: one at a time, to whichever replica answers. */
export interface ControlLink {
  /** Queues a message in order; false when no stream stands (nothing is kept for the next one). */
  send(message: FromGateway): boolean;
  /** Bytes queued and not yet taken by the kernel. */
  queued(): number;
  /** Starts dialling; the handler hears what comes. */
  start(handler: ControlLinkHandler): void;
  stop(): void;
}

/** What an attempt came to, for the log and metrics. */
export type LinkReport =
  | { readonly kind: 'opened'; readonly address: LinkAddress }
  | { readonly kind: 'failed'; readonly address: LinkAddress; readonly error: unknown }
  | { readonly kind: 'ended'; readonly address: LinkAddress; readonly end: LinkEnd };

export interface ControlLinkOptions {
  readonly clock: Clock;
  /** Every replica's address; one is enough. */
  readonly addresses: readonly LinkAddress[];
  readonly credentials: () => LinkCredentials;
  readonly verifyPeer: VerifyPeer;
  /** Name and version of this software, for control's log. */
  readonly software: string;
  readonly report?: (report: LinkReport) => void;
  /** Path of the stream; `/link` unless set. */
  readonly path?: string;
  /** Numbers in [0, 1), for the pauses and the first address. */
  readonly random?: () => number;
}

/** Keeps one stream to control, dialling the next address whenever it ends, is silent or is stale. */
export function createControlLink(options: ControlLinkOptions): ControlLink {
  const { clock, addresses, report = () => {}, random = Math.random } = options;
  if (addresses.length === 0) throw new Fault('config-invalid', 'no address of the control plane is given');
  const backOff = createBackOff(random);
  let turn = Math.floor(random() * addresses.length);
  let handler: ControlLinkHandler | undefined;
  let current: Stream | undefined;
  let dialling: AbortController | undefined;
  let pause: Timer | undefined;
  let stopped = false;
  let leftStaleAt = Number.NEGATIVE_INFINITY;

  // Another replica may know more; but where all are behind, going round in circles helps nobody.
  function mayLeaveStale(): boolean {
    if (addresses.length < 2 || clock.monotonic() - leftStaleAt < linkLimits.staleAgainMs) return false;
    leftStaleAt = clock.monotonic();
    return true;
  }

  async function dial(): Promise<void> {
    const address = addresses[turn++ % addresses.length];
    if (stopped || address === undefined) return;
    const abort = new AbortController();
    dialling = abort;
    const deadline = clock.after(linkLimits.dialMs, () => abort.abort(new Error('no answer in time')));
    try {
      const socket = await dialLink({
        address,
        credentials: options.credentials(),
        verifyPeer: options.verifyPeer,
        kind: 'control',
        path: options.path ?? '/link',
        signal: abort.signal,
      });
      if (stopped) return socket.terminate();
      current = talk(socket, address);
    } catch (error) {
      report({ kind: 'failed', address, error });
      again();
    } finally {
      deadline.cancel();
    }
  }

  function again(): void {
    if (stopped) return;
    pause = clock.after(backOff.next(), () => void dial());
  }

  function talk(socket: WebSocket, address: LinkAddress): Stream {
    const stream = openStream({
      socket,
      clock,
      software: options.software,
      mayLeaveStale,
      opened(welcome) {
        report({ kind: 'opened', address });
        handler?.opened(welcome);
      },
      message: (message) => handler?.message(message),
      fresh(freshness) {
        // Only a stream that answers counts as a success: one that greets and dies must not be dialled hot.
        backOff.reset();
        handler?.fresh(freshness);
      },
      ended(end, wasOpen) {
        current = undefined;
        report({ kind: 'ended', address, end });
        if (wasOpen) handler?.lost(end);
        again();
      },
    });
    return stream;
  }

  return {
    send: (message) => current?.send(message) ?? false,
    queued: () => current?.queued() ?? 0,
    start(given) {
      handler = given;
      void dial();
    },
    stop() {
      stopped = true;
      pause?.cancel();
      dialling?.abort(new Error('stopping'));
      current?.close('going-away', 'stopping');
    },
  };
}

interface Stream {
  send(message: FromGateway): boolean;
  queued(): number;
  close(code: LinkEndCode, detail: string): void;
}

interface StreamOptions {
  readonly socket: WebSocket;
  readonly clock: Clock;
  readonly software: string;
  readonly mayLeaveStale: () => boolean;
  readonly opened: (welcome: Welcome) => void;
  readonly message: (message: ControlMessage) => void;
  readonly fresh: (freshness: Freshness) => void;
  readonly ended: (end: LinkEnd, wasOpen: boolean) => void;
}

/** Greets on a connection that stands and keeps its heart beating until it ends. */
function openStream(options: StreamOptions): Stream {
  const { socket, clock } = options;
  let heartbeat: Heartbeat | undefined;
  let age = 0;
  const channel: Channel<FromGateway> = createChannel<FromControl, FromGateway>({
    socket,
    schema: fromControlSchema,
    maxBytes: () => linkLimits.fromControlBytes,
    receive(message) {
      if (message.kind === 'welcome') return welcome(message);
      if (heartbeat === undefined) return channel.close('link-malformed', `${message.kind} before welcome`);
      if (message.kind !== 'pong') return options.message(message);
      const asked = heartbeat.answered(message.n);
      if (asked === 'never-sent') return channel.close('link-malformed', 'a pong to no ping');
      if (asked === undefined) return;
      age = Math.max(0, message.dbAge);
      options.fresh({ asked, applied: message.applied, dbAge: age });
    },
    closed(end) {
      const wasOpen = heartbeat !== undefined;
      heartbeat?.stop();
      greeting.cancel();
      options.ended(end, wasOpen);
    },
  });
  const greeting = clock.after(linkLimits.greetingMs, () => channel.close('silent', 'no welcome'));

  function welcome(message: Welcome): void {
    greeting.cancel();
    if (heartbeat !== undefined) return channel.close('link-malformed', 'a second welcome');
    if (message.version > protocolVersion || message.version < oldestVersion) {
      return channel.close('link-version', `control speaks ${message.version}`);
    }
    // INVARIANT: the first ping goes out before anything that `opened` asks, so that its pong comes first.
    heartbeat = startHeartbeat({ clock, ping, silent: () => channel.close('silent', 'no pong in time') });
    if (channel.isOpen()) options.opened(message);
  }

  function ping(n: number): void {
    if (age > linkLimits.staleMs && options.mayLeaveStale())
      return channel.close('stale', `${age} ms behind`);
    channel.send({ kind: 'ping', n });
  }

  channel.send({ kind: 'hello', version: protocolVersion, software: options.software });
  socket.resume();
  return channel;
}
