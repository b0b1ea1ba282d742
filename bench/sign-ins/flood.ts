import { createHash, randomBytes } from 'node:crypto';
import { setPriority } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { connect as connectTcp } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { FromFlood, ToFlood } from './messages.ts';

// The flood, in a process of its own that gets only the processor time that nobody else wants: on one machine it
// stands for many that are elsewhere.
setPriority(19);

const password = 'not the password of anybody';
const tally = { byStatus: new Map<string, number>(), impolite: 0, broken: 0, atOnce: 0, cpuMs: 0 };
const guests: Guest[] = [];
let waiting = 0;
let until = 0;

interface Guest {
  readonly socket: TLSSocket;
  readonly request: Buffer;
  unread: string;
  asking: boolean;
  /** Greetings that are not answered yet. */
  greetings: number;
  greeted: (() => void) | undefined;
  /** Comes back over another connection. */
  readonly again: () => Promise<void>;
}

async function connectAll(order: Extract<ToFlood, { kind: 'connect' }>): Promise<void> {
  const left = Array.from({ length: order.connections }, (_, index) => index);
  const work = async (): Promise<void> => {
    for (let index = left.shift(); index !== undefined; index = left.shift()) await open(order, index);
  };
  await Promise.all(Array.from({ length: 40 }, work));
}

function open(order: Extract<ToFlood, { kind: 'connect' }>, index: number): Promise<void> {
  const from = Math.floor(index / order.each);
  return new Promise((resolve) => {
    const raw = connectTcp({
      host: '127.0.0.1',
      port: order.port,
      localAddress: `127.2.${(from >> 8) & 255}.${from & 255 || 1}`,
    });
    raw.on('error', () => undefined);
    const socket = connect({
      socket: raw,
      servername: order.host,
      // That certificates are right is tested elsewhere.
      rejectUnauthorized: false,
    });
    const guest: Guest = {
      socket,
      request: requestOf(order, index),
      unread: '',
      asking: false,
      greetings: 0,
      greeted: undefined,
      again: () => open(order, index),
    };
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => read(guest, text));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (guest.asking) {
        tally.broken += 1;
        waiting -= 1;
      }
      guest.asking = false;
      resolve();
    });
    // The gateway lets go of those who say nothing, and a minute later of those who said something once: until all
    // stand, those who do greet again.
    const greet = (): void => {
      guest.greetings += 1;
      socket.write(greeting(order));
    };
    socket.on('secureConnect', greet);
    const again = setInterval(() => until === 0 && greet(), 30_000);
    socket.on('close', () => clearInterval(again));
    guest.greeted = () => {
      guests.push(guest);
      ask(guest);
      resolve();
    };
  });
}

// Answered by the gateway alone.
const greeting = ({ host, publicPort }: { host: string; publicPort: number }): string =>
  `GET /.sallyport/nothing HTTP/1.1\r\nHost: ${host}:${publicPort}\r\n\r\n`;

function requestOf({ host, publicPort }: { host: string; publicPort: number }, index: number): Buffer {
  const cookie = randomBytes(32).toString('base64url');
  const token = createHash('sha256').update(`sallyport form ${cookie}`).digest('base64url');
  const body = new URLSearchParams({ token, state: '', login: `p${index}@example.org`, password }).toString();
  const origin = `https://${host}:${publicPort}`;
  const head = [
    'POST /password HTTP/1.1',
    `Host: ${host}:${publicPort}`,
    `Origin: ${origin}`,
    `Cookie: __Host-sallyport-c-form=${cookie}`,
    'Sec-Fetch-Site: same-origin',
    'Sec-Fetch-Mode: navigate',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function ask(guest: Guest): void {
  if (guest.asking || guest.socket.destroyed || Date.now() > until) return;
  guest.asking = true;
  waiting += 1;
  tally.atOnce = Math.max(tally.atOnce, waiting);
  guest.socket.write(guest.request);
}

function read(guest: Guest, text: string): void {
  guest.unread += text;
  const end = guest.unread.indexOf('\r\n\r\n');
  if (end < 0) return;
  const head = guest.unread.slice(0, end).toLowerCase();
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? Number.NaN);
  const whole = Number.isNaN(length)
    ? guest.unread.endsWith('\r\n0\r\n\r\n')
    : guest.unread.length >= end + 4 + length;
  if (!whole) return;
  guest.unread = '';
  if (guest.greetings > 0) {
    guest.greetings -= 1;
    guest.greeted?.();
    guest.greeted = undefined;
    return;
  }
  if (!guest.asking) return;
  guest.asking = false;
  waiting -= 1;
  const status = head.slice(9, 12);
  tally.byStatus.set(status, (tally.byStatus.get(status) ?? 0) + 1);
  if ((status === '429' || status === '503') && !head.includes('retry-after:')) tally.impolite += 1;
  const closes = head.includes('connection: close');
  setTimeout(() => void (closes ? comeBack(guest) : ask(guest)), 1_000);
}

async function comeBack({ again }: Guest): Promise<void> {
  if (Date.now() < until) await again();
}

async function fire(forMs: number): Promise<void> {
  const before = process.cpuUsage();
  until = Date.now() + forMs;
  for (const guest of guests) ask(guest);
  await wait(forMs);
  // What was asked has a time to be answered.
  for (let n = 0; n < 60 && waiting > 0; n += 1) await wait(500);
  const { user, system } = process.cpuUsage(before);
  tally.cpuMs = (user + system) / 1_000;
}

function tell(message: FromFlood): void {
  process.send?.(message);
}

process.on('message', (message: ToFlood) => {
  if (message.kind === 'connect')
    void connectAll(message).then(() => tell({ kind: 'connected', open: guests.length }));
  else
    void fire(message.forMs).then(() => {
      const { impolite, atOnce, cpuMs } = tally;
      const byStatus = Object.fromEntries(tally.byStatus);
      tell({ kind: 'over', answers: { byStatus, impolite, broken: tally.broken + waiting, atOnce, cpuMs } });
      for (const { socket } of guests) socket.destroy();
    });
});
process.on('disconnect', () => process.exit(0));
