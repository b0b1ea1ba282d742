import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '#contracts/errors.ts';
import type { PostgresLog } from './postgres-log.ts';

/**
 * Stops a server that still runs in this folder because the process that started it was killed, or what a
 * killed server left behind of itself. Only what the kernel says is PostgreSQL and works in this folder: a pid
 * file alone may name anybody.
 */
export async function stopStrayServer(folder: string, log: PostgresLog): Promise<void> {
  const named = await pidFromFile(folder);
  if (process.platform !== 'linux') return refuseIfAlive(folder, named);
  const real = await realpath(folder);
  const strays = await processesIn(real);
  if (strays.length > 0) {
    log.warn({ pids: strays }, 'a database server was left running; stopping it');
    await stopAll(real, named !== undefined && strays.includes(named) ? named : undefined);
  }
  // The number may have been given to another program since, which PostgreSQL would take for its server.
  if (named !== undefined) await rm(join(folder, 'postmaster.pid'), { force: true });
}

/** Where the kernel does not say what a process works in, only a person can. */
function refuseIfAlive(folder: string, pid: number | undefined): void {
  if (pid === undefined || !isAlive(pid)) return;
  throw new Fault(
    'data-directory-taken',
    `A database server (pid ${pid}) seems to run in ${folder}. Stop it, or remove ${join(folder, 'postmaster.pid')} if it is none.`,
  );
}

/** Reads the pid from the first line of `postmaster.pid`. */
async function pidFromFile(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

/** The processes of a server in a folder, by proc(5). Those that have ended but were not collected have no cwd. */
async function processesIn(folder: string): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    names.map(async (name) => {
      const cwd = await readlink(`/proc/${name}/cwd`).catch(() => '');
      if (cwd !== folder) return [];
      const program = await readlink(`/proc/${name}/exe`).catch(() => '');
      return basename(program.replace(/ \(deleted\)$/, '')) === 'postgres' ? [Number(name)] : [];
    }),
  );
  return found.flat();
}

/** Asks the server first, then each process, then nobody. */
async function stopAll(folder: string, server: number | undefined): Promise<void> {
  const steps: readonly (readonly [NodeJS.Signals, number])[] = [
    ...(server === undefined ? [] : ([['SIGINT', 15]] as const)),
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ];
  for (const [signal, seconds] of steps) {
    const targets = signal === 'SIGINT' && server !== undefined ? [server] : await processesIn(folder);
    for (const pid of targets) {
      send(pid, signal);
      send(pid, 'SIGCONT'); // one that was stopped hears nothing until it goes on
    }
    for (let tick = 0; tick < seconds * 50; tick++) {
      if ((await processesIn(folder)).length === 0) return;
      await wait(20);
    }
  }
  throw new Fault('data-directory-taken', `A database server in ${folder} does not stop.`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended in between
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
