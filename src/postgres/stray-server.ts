import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '#contracts/errors.ts';
import type { PostgresLog } from './postgres-log.ts';

/**
 * Stops a server that still runs in this folder because the process that started it was killed. Only after
 * the kernel said that its working directory is this folder: a pid file alone may name anybody.
 */
export async function stopStrayServer(folder: string, log: PostgresLog): Promise<void> {
  const pid = await pidOf(folder);
  if (pid === undefined || !(await isAlive(pid))) return;
  const cwd = await readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) => error.code);
  if (cwd === 'ENOENT' && process.platform === 'linux') return; // ended meanwhile
  if (cwd === undefined || !cwd.startsWith('/')) {
    throw new Fault(
      'data-directory-taken',
      `A database server (pid ${pid}) seems to run in ${folder}, and this system does not let us make sure. Stop it, or remove ${join(folder, 'postmaster.pid')} if it is none.`,
    );
  }
  if (cwd !== (await realpath(folder))) {
    // The number was given to another program since. PostgreSQL would take that for the server and refuse.
    await rm(join(folder, 'postmaster.pid'), { force: true });
    return;
  }
  log.warn({ pid }, 'a database server was left running; stopping it');
  await stopByPid(pid);
}

/** Reads the pid from the first line of `postmaster.pid`. */
async function pidOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 1 ? pid : undefined;
}

async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // An ended process whose parent does not collect it (common in containers) still answers signals.
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return !/\) [ZX] /.test(stat);
}

async function stopByPid(pid: number): Promise<void> {
  for (const [signal, seconds] of [
    ['SIGINT', 15],
    ['SIGQUIT', 10],
  ] as const) {
    process.kill(pid, signal);
    // A server that was stopped by SIGSTOP hears nothing until it goes on.
    process.kill(pid, 'SIGCONT');
    for (let tick = 0; tick < seconds * 50; tick++) {
      if (!(await isAlive(pid))) return;
      await wait(20);
    }
  }
  throw new Fault('data-directory-taken', `The database server with pid ${pid} does not stop.`);
}
