import { randomBytes } from 'node:crypto';
import { chmod, link, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Fault } from '#contracts/errors.ts';

/** The right to use a data directory, held until it is released or the process ends. */
export interface DirectoryClaim {
  release(): Promise<void>;
}

const socketName = 'owner.sock';
const pathLimit = 107; // sun_path of unix(7), less its closing NUL

/**
 * Takes a data directory for this process alone. The proof is a unix socket bound in it, which the kernel
 * closes with its process: a pid file would name a stranger after a restart of the machine or container.
 * @throws Fault `data-directory-taken` naming the owner's pid where it answers
 */
export async function claimDataDirectory(dataDir: string): Promise<DirectoryClaim> {
  await using folder = await reachShort(dataDir);
  const own = `claim-${randomBytes(6).toString('hex')}.sock`;
  const server = await listen(folder.at(own));
  try {
    await chmod(join(dataDir, own), 0o600);
    const { ino } = await lstat(join(dataDir, own));
    await linkUnlessTaken({ dataDir, own, at: folder.at });
    await rm(join(dataDir, own), { force: true });
    return { release: () => release(server, join(dataDir, socketName), ino) };
  } catch (error) {
    server.close();
    await rm(join(dataDir, own), { force: true });
    throw error;
  }
}

interface ClaimStep {
  readonly dataDir: string;
  readonly own: string;
  /** Gives a path to a name in the data directory that is short enough to bind or connect to. */
  readonly at: (name: string) => string;
}

/** `link` fails where the name exists, so of two that start together one wins. */
async function linkUnlessTaken({ dataDir, own, at }: ClaimStep): Promise<void> {
  const wanted = join(dataDir, socketName);
  for (let attempt = 0; attempt < 5; attempt++) {
    const linked = await link(join(dataDir, own), wanted).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (linked) return;
    const seen = await lstat(wanted).catch(() => undefined);
    if (!seen) continue;
    const owner = await askOwner(at(socketName));
    if (owner !== undefined) throw taken(dataDir, owner);
    await removeDead(dataDir, seen.ino);
  }
  throw taken(dataDir, 'unknown');
}

/**
 * Takes a dead socket's name away, by renaming it first: should a live owner have put its own there since we
 * looked, that one is put back.
 */
async function removeDead(dataDir: string, ino: number): Promise<void> {
  const wanted = join(dataDir, socketName);
  const aside = join(dataDir, `claim-${randomBytes(6).toString('hex')}.dead`);
  try {
    await rename(wanted, aside);
  } catch {
    return; // somebody else removed it
  }
  if ((await lstat(aside)).ino !== ino) await link(aside, wanted).catch(() => {});
  await rm(aside, { force: true });
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

async function release(server: Server, path: string, ino: number): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there?.ino === ino) await rm(path, { force: true });
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
    if (!/^claim-[0-9a-f]{12}\.(sock|dead)$/.test(name)) continue;
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
