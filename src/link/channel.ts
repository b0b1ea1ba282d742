import type { WebSocket } from 'ws';
import { endByPeer, type LinkEnd, type LinkEndCode, linkEnds } from './link-end.ts';
import { linkLimits } from './limits.ts';
import { createRoundTrips } from './round-trips.ts';

/** Checks a message after its JSON was parsed; a zod schema is one. */
export interface MessageSchema<In> {
  safeParse(value: unknown): { success: true; data: In } | { success: false; error: { message: string } };
}

export interface ChannelOptions<In> {
  readonly socket: WebSocket;
  readonly schema: MessageSchema<In>;
  /** How large the next message may be, in bytes; asked before it is parsed. */
  readonly maxBytes: () => number;
  /** Gets each message in order. What it throws ends the channel, never the process. */
  readonly receive: (message: In) => void;
  /** Called once. */
  readonly closed: (end: LinkEnd) => void;
  /** Bound of what waits for a peer that does not read, in bytes. */
  readonly maxQueuedBytes?: number;
}

/** One end of an ordered stream of typed messages. */
export interface Channel<Out> {
  /** Queues a message; false when the channel is closed, or was closed because its queue is full. */
  send(message: Out): boolean;
  /** Bytes queued and not yet taken by the kernel. */
  queued(): number;
  /** Resolves when little enough is queued to go on, or when the channel is closed. Never rejects. */
  drained(): Promise<void>;
  /**
   * Resolves true when the other end has read everything queued before this call and acted on it as far as it acts at
   * once; false when the channel ends first. Never rejects.
   */
  reached(): Promise<boolean>;
  close(code: LinkEndCode, detail: string): void;
  isOpen(): boolean;
}

/**
 * Puts typed messages on a WebSocket that stands. Both ends use it. One JSON text per message; whatever is
 * too large, not text, not JSON or not in the schema ends the channel with a name.
 */
export function createChannel<In, Out>(options: ChannelOptions<In>): Channel<Out> {
  const { socket, schema, receive, closed } = options;
  const maxQueued = options.maxQueuedBytes ?? linkLimits.queuedBytes;
  let queued = 0;
  let open = true;
  let waiting: (() => void)[] = [];

  function end(how: LinkEnd): void {
    if (!open) return;
    open = false;
    wake();
    trips.end();
    closed(how);
  }

  function wake(): void {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  }

  function close(code: LinkEndCode, detail: string): void {
    if (!open) return;
    // 1006 is not a code that may be sent (RFC 6455, 7.4.1).
    if (code === 'lost' || code === 'overloaded' || code === 'silent') socket.terminate();
    else socket.close(linkEnds[code], detail.slice(0, 100));
    end({ code, detail, byPeer: false });
  }

  function accept(data: unknown, isBinary: boolean): void {
    if (!open) return;
    if (isBinary || !Buffer.isBuffer(data)) return close('link-malformed', 'a message that is no text');
    if (data.length > options.maxBytes()) return close('too-large', `a message of ${data.length} bytes`);
    const parsed = parse(data, schema);
    if (!parsed.ok) return close('link-malformed', parsed.error);
    try {
      receive(parsed.value);
    } catch (error) {
      close('internal', `a message was not borne: ${String(error)}`);
    }
  }

  const trips = createRoundTrips(socket);
  socket.on('message', accept);
  socket.on('error', (error) => {
    const code = socketFault(error);
    end({ code, detail: error.message, byPeer: false });
    // On a breach ws is already closing with the code for it.
    if (code === 'lost') socket.terminate();
  });
  socket.on('close', (code, reason) => end(endByPeer(code, reason.toString('utf8'))));

  return {
    send(message) {
      if (!open) return false;
      const text = Buffer.from(JSON.stringify(message), 'utf8');
      if (queued + text.length > maxQueued) {
        close('overloaded', `${queued} bytes wait`);
        return false;
      }
      queued += text.length;
      socket.send(text, { binary: false }, () => {
        queued -= text.length;
        if (queued <= linkLimits.lowWaterBytes) wake();
      });
      return true;
    },
    queued: () => queued,
    drained: () =>
      !open || queued <= linkLimits.lowWaterBytes
        ? Promise.resolve()
        : new Promise((resolve) => waiting.push(resolve)),
    reached: () => trips.reached(),
    close,
    isOpen: () => open,
  };
}

// What ws names by WS_ERR is a breach of RFC 6455 by the peer; everything else is the connection's end.
function socketFault(error: Error): LinkEndCode {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 'too-large';
  return code.startsWith('WS_ERR') ? 'link-malformed' : 'lost';
}

type Parsed<In> = { readonly ok: true; readonly value: In } | { readonly ok: false; readonly error: string };

function parse<In>(data: Buffer, schema: MessageSchema<In>): Parsed<In> {
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    return { ok: false, error: 'a message that is no JSON' };
  }
  const result = schema.safeParse(value);
  return result.success
    ? { ok: true, value: result.data }
    : { ok: false, error: `a message out of form: ${result.error.message.slice(0, 200)}` };
}
