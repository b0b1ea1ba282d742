import { randomBytes } from 'node:crypto';
import { chmod, link, lstat, open, readdir, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';

/** The right to use a data directory, held until it is released or the process ends. */
export interface DirectoryClaim {
  release(): Promise<void>;
}

const pathLimit = 103; // sun_path of unix(7) on every system, less its closing NUL
const ownerName = /^owner-(\d{1,15})\.sock$/;

/**
 * Takes a data directory for this process alone. The proof is a unix socket bound in it, which the kernel
 * closes with its process: a pid file would name a stranger after a restart of the machine or container.
 *
 * Sockets are numbered, and a new owner takes the next number: a dead one's name is never taken over, since
 * between "it is dead" and "remove it" somebody else may have put a living one there.
 * @throws Fault `data-directory-taken` naming the owner's pid where it answers
 */
export async function claimDataDirectory(dataDir: string): Promise<DirectoryClaim> {
  await using folder = await reachShort(dataDir);
  const candidate = `claim-${randomBytes(6).toString('hex')}.sock`;
  const server = await listen(folder.at(candidate));
  try {
    await chmod(join(dataDir, candidate), 0o600);
    const name = await takeNumber({ dataDir, candidate, at: folder.at });
    return { release: () => release(server, join(dataDir, name)) };
  } catch (error) {
    server.close();
    throw error;
  } finally {
    await rm(join(dataDir, candidate), { force: true });
  }
}

interface Candidacy {
  readonly dataDir: string;
  readonly candidate: string;
  /** Gives a path to a name in the data directory that is short enough to bind or connect to. */
  readonly at: (name: string) => string;
}

/**
 * Links the candidate's socket to the next number, which fails for all but one, and then looks again: whoever
 * sees another living socket beside its own gives way.
 *
 * INVARIANT: a living owner's link is removed by itself alone, so of two owners the later one has seen the other.
 */
async function takeNumber(candidacy: Candidacy): Promise<string> {
  const { dataDir, candidate } = candidacy;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await owners(dataDir);
    await refuseLiving(candidacy, before);
    const name = `owner-${Math.max(0, ...before.map(numberOf)) + 1}.sock`;
    if (!(await linkNew(join(dataDir, candidate), join(dataDir, name)))) continue;
    try {
      const others = (await owners(dataDir)).filter((other) => other !== name);
      await refuseLiving(candidacy, others);
      for (const dead of others) await rm(join(dataDir, dead), { force: true });
      return name;
    } catch (error) {
      await rm(join(dataDir, name), { force: true });
      throw error;
    }
  }
  throw taken(dataDir, 'unknown');
}

async function refuseLiving({ dataDir, at }: Candidacy, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const owner = await askOwner(at(name));
    if (owner !== undefined) throw taken(dataDir, owner);
  }
}

async function owners(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => ownerName.test(name));
}

function numberOf(name: string): number {
  return Number(ownerName.exec(name)?.[1] ?? 0);
}

async function linkNew(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Asks the owner's socket for its pid; undefined if nobody listens. One that is stopped counts as alive. */
function askOwner(path: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = '';
    let connected = false;
    const socket = createConnection(path);
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(connected ? said.replace(/[^\d]/g, '').slice(0, 10) || 'unknown' : undefined);
    };
    const timer = setTimeout(finish, 1_000);
    socket.on('connect', () => (connected = true));
    socket.on('data', (chunk: Buffer) => (said += chunk.toString('latin1').slice(0, 20)));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A full backlog means that its owner lives but does not answer.
      if (error.code === 'EAGAIN' || error.code === 'EACCES') connected = true;
      finish();
    });
    socket.on('end', finish);
  });
}

function listen(path: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(`${process.pid}\n`);
    });
    server.on('error', reject);
    server.listen(path, () => {
      server.unref();
      resolve(server);
    });
  });
}

async function release(server: Server, path: string): Promise<void> {
  await rm(path, { force: true });
  server.close();
}

interface ShortReach extends AsyncDisposable {
  readonly at: (name: string) => string;
}

/** Linux lets a long path be entered through an open descriptor, which has a short name. */
async function reachShort(dataDir: string): Promise<ShortReach> {
  await removeLeftovers(dataDir);
  if (Buffer.byteLength(dataDir) + 30 <= pathLimit) {
    return { at: (name) => join(dataDir, name), [Symbol.asyncDispose]: async () => {} };
  }
  if (process.platform !== 'linux') {
    throw new Fault('data-directory-unusable', `The path ${dataDir} is too long for a unix socket.`);
  }
  const handle = await open(dataDir, 'r');
  return {
    at: (name) => `/proc/self/fd/${handle.fd}/${name}`,
    [Symbol.asyncDispose]: () => handle.close(),
  };
}

/** Names that a process left behind that died in the middle of claiming; an hour keeps clear of live ones. */
async function removeLeftovers(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!/^claim-[0-9a-f]{12}\.sock$/.test(name)) continue;
    const found = await lstat(join(dataDir, name)).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > 3_600_000) await rm(join(dataDir, name), { force: true });
  }
}

function taken(dataDir: string, pid: string): Fault {
  const who = pid === 'unknown' ? 'another process' : `another Sallyport (pid ${pid})`;
  return new Fault('data-directory-taken', `${who} uses the data directory ${dataDir}. Stop it first.`, {
    details: { pid },
  });
}
