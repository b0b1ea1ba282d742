import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '#base/clock.ts';
import { type FromGateway, fromGatewaySchema } from '#contracts/protocol/from-gateway.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import { oldestVersion, protocolVersion } from '#contracts/protocol/version.ts';
import { type Channel, createChannel } from './channel.ts';
import type { LinkEnd, LinkEndCode } from './link-end.ts';
import { linkLimits } from './limits.ts';
import { type PeerName, type PresentedPeer, presentedBy, type VerifyPeer } from './peer.ts';

/** Everything a gateway says after its greeting. */
export type GatewayMessage = Exclude<FromGateway, { kind: 'hello' }>;

/** Control's end of one gateway's stream. The first message sent must be `welcome`. */
export interface GatewayStream {
  readonly peer: PeerName;
  /** The version that both ends speak; it goes into `welcome`. */
  readonly version: number;
  /** What the gateway says it is, for the log. */
  readonly software: string;
  /** Queues a message in order; false when the stream is closed, or was closed because nobody reads it. */
  send(message: FromControl): boolean;
  /** Bytes queued and not yet taken by the kernel: long answers are to be cut into parts by it. */
  queued(): number;
  /** Resolves when little enough is queued to go on, or when the stream is closed. */
  drained(): Promise<void>;
  /**
   * Resolves true when the gateway has read everything queued before this call, and acted on what it acts on in the
   * tick of reading; false when the stream ends first.
   */
  reached(): Promise<boolean>;
  close(code: LinkEndCode, detail: string): void;
  isOpen(): boolean;
}

/** What control does with a stream. */
export interface GatewayStreamHandler {
  /** Called in order, one after the other, in the tick in which the message was read. */
  message(message: GatewayMessage): void;
  /** Called once, after the last message. */
  closed(end: LinkEnd): void;
}

export interface LinkAcceptorOptions {
  readonly clock: Clock;
  readonly verifyPeer: VerifyPeer;
  /** Kinds of peers that may open a stream, as their SPIFFE names have them. */
  readonly kinds: readonly string[];
  /** A gateway has greeted; called in the tick of its `hello`, the answer gets all that follows. */
  readonly onStream: (stream: GatewayStream) => GatewayStreamHandler;
  /** Streams that were refused, for log and metrics. */
  readonly onRefused?: (refusal: { readonly address: string; readonly detail: string }) => void;
}

export interface LinkAcceptor {
  /** For the `upgrade` event of an HTTPS server that asks for client certificates. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** How many gateways have a stream. */
  size(): number;
  /** Verifies all peers once more and ends the streams of those that do not count any more: authorities have changed. */
  reverify(): Promise<void>;
  /** Ends all streams and takes no more. */
  close(): void;
}

/** Takes control streams on an HTTPS server: verifies the peer before a byte of it is read as a message. */
export function createLinkAcceptor(options: LinkAcceptorOptions): LinkAcceptor {
  const settings: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: linkLimits.fromGatewayBytes,
    closeTimeout: 1_000,
  };
  const server = new WebSocketServer(settings);
  const streams = new Map<Channel<FromControl>, PresentedPeer>();
  let pending = 0;
  let stopped = false;

  function refuse(socket: Duplex, status: string, address: string, detail: string): void {
    options.onRefused?.({ address, detail });
    const answer = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    socket.end(answer, () => socket.destroy());
  }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = request.socket.remoteAddress ?? 'unix';
    if (stopped || pending >= linkLimits.pendingStreams) {
      return refuse(socket, '503 Service Unavailable', address, 'stopping, or too many at once');
    }
    pending += 1;
    try {
      const presented = socket instanceof TLSSocket ? presentedBy(socket) : undefined;
      if (presented === undefined) return refuse(socket, '403 Forbidden', address, 'no client certificate');
      const peer = await identify(presented, options);
      if (typeof peer === 'string') return refuse(socket, '403 Forbidden', address, peer);
      if (socket.destroyed) return;
      server.handleUpgrade(request, socket, head, (websocket) =>
        greet(websocket, { ...peer, presented }, address),
      );
    } finally {
      pending -= 1;
    }
  }

  function greet(socket: WebSocket, known: KnownPeer, address: string): void {
    const { presented, ...peer } = known;
    const greeted = { version: 0 };
    let handler: GatewayStreamHandler | undefined;
    let heardAt = options.clock.monotonic();
    const channel = createChannel<FromGateway, FromControl>({
      socket,
      schema: fromGatewaySchema,
      maxBytes: () => (handler === undefined ? linkLimits.helloBytes : linkLimits.fromGatewayBytes),
      receive(message) {
        heardAt = options.clock.monotonic();
        if (message.kind !== 'hello') {
          if (handler === undefined) return channel.close('link-malformed', 'no hello at first');
          return handler.message(message);
        }
        if (greeted.version !== 0) return channel.close('link-malformed', 'a second hello');
        greeted.version = Math.min(message.version, protocolVersion);
        if (greeted.version < oldestVersion) {
          return channel.close('link-version', `the gateway speaks ${message.version}`);
        }
        handler = options.onStream({
          ...channel,
          peer,
          version: greeted.version,
          software: message.software,
        });
      },
      closed(end) {
        streams.delete(channel);
        if (handler === undefined) options.onRefused?.({ address, detail: `${end.code}: ${end.detail}` });
        handler?.closed(end);
      },
    });
    streams.set(channel, presented);
    // A gateway pings each second: one that says nothing is gone, and must not hold memory here.
    const watch = (): void => {
      if (!channel.isOpen()) return;
      const allowed = handler === undefined ? linkLimits.greetingMs : linkLimits.deadMs;
      if (options.clock.monotonic() - heardAt >= allowed) return channel.close('silent', 'nothing heard');
      options.clock.after(linkLimits.pingMs, watch);
    };
    options.clock.after(linkLimits.pingMs, watch);
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch(() => socket.destroy());
    },
    size: () => streams.size,
    async reverify() {
      for (const [channel, presented] of streams) {
        const peer = await identify(presented, options);
        if (typeof peer === 'string') channel.close('not-permitted', peer);
      }
    },
    close() {
      stopped = true;
      for (const channel of streams.keys()) channel.close('going-away', 'stopping');
    },
  };
}

interface KnownPeer extends PeerName {
  readonly presented: PresentedPeer;
}

async function identify(presented: PresentedPeer, options: LinkAcceptorOptions): Promise<PeerName | string> {
  const name = await options.verifyPeer(presented);
  if (!name.ok) return name.error;
  return options.kinds.includes(name.value.kind) ? name.value : `a ${name.value.kind} may not open a stream`;
}
