import { randomBytes } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { now } from './machine-clock.ts';
import { type Fate, type Seat, tickDigits } from './seat.ts';

export interface Member {
  /** Resolves when the WebSocket stands, or will never stand. */
  readonly settled: Promise<void>;
  fate(): Fate;
  /** Measures silence from now on. */
  mark(): void;
  destroy(): void;
}

/** Opens one WebSocket through a gateway on a raw TLS socket, and notes each byte that it brings. */
export function openMember(seat: Seat): Member {
  const raw = connectTcp({ host: '127.0.0.1', port: seat.port, localAddress: seat.address });
  const socket: TLSSocket = connect({
    socket: raw,
    servername: seat.host,
    // What is measured here is time; that certificates are right is tested elsewhere.
    rejectUnauthorized: false,
  });
  let state: Fate['state'] = 'connecting';
  let unread: Buffer = Buffer.alloc(0);
  let ticks = 0;
  let broken = false;
  let gapMs = 0;
  let tickAt = 0;
  let lastByteAt = 0;
  let endedAt: number | undefined;
  let closeCode: number | undefined;
  let refused: string | undefined;
  let settle: () => void = () => undefined;
  const settled = new Promise<void>((resolve) => (settle = resolve));

  function end(): void {
    endedAt ??= now();
    state = 'closed';
    settle();
    socket.destroy();
  }

  function readHead(): void {
    const at = unread.indexOf('\r\n\r\n');
    if (at < 0) return;
    const head = unread.subarray(0, at).toString('latin1');
    unread = unread.subarray(at + 4);
    if (head.startsWith('HTTP/1.1 101 ')) state = 'open';
    else refused = head.slice(0, 400);
    if (refused !== undefined) end();
    settle();
  }

  function readFrames(at: number): void {
    while (unread.length >= 2) {
      const size = (unread[1] ?? 0) & 0x7f;
      if (unread.length < 2 + size) return;
      const payload = unread.subarray(2, 2 + size);
      if (unread[0] === 0x81 && size === tickDigits) readTick(Number(payload.toString('latin1')), at);
      else if (unread[0] === 0x88) closeCode = size >= 2 ? payload.readUInt16BE(0) : 1005;
      else broken = true;
      unread = unread.subarray(2 + size);
    }
  }

  function readTick(tick: number, at: number): void {
    if (tick !== ticks + 1) broken = true;
    ticks = tick;
    if (tickAt > 0) gapMs = Math.max(gapMs, at - tickAt);
    tickAt = at;
  }

  socket.on('data', (chunk: Buffer) => {
    lastByteAt = now();
    unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
    if (state === 'connecting') readHead();
    if (state === 'open') readFrames(lastByteAt);
  });
  raw.on('error', end);
  socket.on('error', end);
  socket.on('end', end);
  socket.on('close', end);
  socket.write(upgradeOf(seat));

  return {
    settled,
    fate: () => ({ id: seat.id, state, ticks, broken, gapMs, lastByteAt, endedAt, closeCode, refused }),
    mark() {
      gapMs = 0;
    },
    destroy: end,
  };
}

function upgradeOf({ host, publicPort, token }: Seat): string {
  return [
    'GET /live HTTP/1.1',
    `Host: ${host}:${publicPort}`,
    `Origin: https://${host}:${publicPort}`,
    `Cookie: __Host-sallyport=${token}`,
    'User-Agent: bench',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    '',
    '',
  ].join('\r\n');
}
