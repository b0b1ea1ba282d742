import { open, readdir, readFile, readlink } from 'node:fs/promises';

/** Where one process waits for connections: `tcp 127.0.0.1:443`, or `unix` and the path. */
export async function listenersOf(pid: number): Promise<readonly string[]> {
  const own = new Set<string>();
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
    if (inode !== undefined) own.add(inode);
  }
  const all = [...(await waitingTcp('tcp')), ...(await waitingTcp('tcp6')), ...(await waitingUnix())];
  return [...new Set(all.filter(({ inode }) => own.has(inode)).map(({ place }) => place))].toSorted();
}

/** Files that a process has open, by their paths; sockets, pipes and the like are not. */
export async function filesOf(pid: number): Promise<readonly string[]> {
  const fds = await readdir(`/proc/${pid}/fd`);
  const targets = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  return targets.filter((target) => target.startsWith('/') && !target.startsWith('/dev/')).toSorted();
}

/** The names and values of a process's environment, as it was started. */
export async function environmentOf(pid: number): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(`/proc/${pid}/environ`, 'utf8');
  const pairs = text.split('\0').filter((pair) => pair !== '');
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

interface Waiting {
  readonly inode: string;
  readonly place: string;
}

/** See proc(5): addresses are hexadecimal words in the machine's order, state `0A` is waiting for connections. */
async function waitingTcp(kind: 'tcp' | 'tcp6'): Promise<Waiting[]> {
  const text = await readFile(`/proc/net/${kind}`, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const columns = line.trim().split(/\s+/);
    const [address = '', port = ''] = (columns[1] ?? '').split(':');
    if (columns[3] !== '0A') return [];
    const host = kind === 'tcp' ? dotted(address) : words(address);
    return [{ inode: columns[9] ?? '', place: `tcp ${host}:${Number.parseInt(port, 16)}` }];
  });
}

function dotted(word: string): string {
  return [...Buffer.from(word, 'hex')].toReversed().join('.');
}

function words(address: string): string {
  if (/^0+$/.test(address)) return '[::]';
  return address === '00000000000000000000000001000000' ? '[::1]' : `[${address}]`;
}

/** Bit 16 of the flags is `__SO_ACCEPTCON`. */
async function waitingUnix(): Promise<Waiting[]> {
  const text = await readFile('/proc/net/unix', 'utf8');
  return text.split('\n').flatMap((line) => {
    const [, , , flags = '', , , inode = '', path] = line.trim().split(/\s+/);
    const waits = (Number.parseInt(flags, 16) & 0x1_0000) !== 0;
    return waits && path !== undefined ? [{ inode, place: `unix ${path}` }] : [];
  });
}

/** How much of another process's memory is read at a time. */
const pieceBytes = 4 * 1024 * 1024;
/** What a piece repeats of the one before, so that nothing is missed between them. */
const overlap = 256;

/** Tells whether any of these bytes lie in the memory of a process; for root alone. */
export async function holds(pid: number, secrets: readonly Buffer[]): Promise<boolean> {
  const maps = await readFile(`/proc/${pid}/maps`, 'latin1');
  const memory = await open(`/proc/${pid}/mem`, 'r');
  const piece = Buffer.alloc(pieceBytes);
  try {
    for (const [, from = '', to = ''] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      for (
        let start = Number.parseInt(from, 16);
        start < Number.parseInt(to, 16);
        start += pieceBytes - overlap
      ) {
        const length = Math.min(pieceBytes, Number.parseInt(to, 16) - start);
        // A part that was given back meanwhile cannot be read, and holds nothing.
        const read = await memory.read(piece, 0, length, start).catch(() => ({ bytesRead: 0 }));
        const bytes = piece.subarray(0, read.bytesRead);
        if (secrets.some((secret) => bytes.includes(secret))) return true;
      }
    }
    return false;
  } finally {
    await memory.close();
  }
}
