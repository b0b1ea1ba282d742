import { spawn, type ChildProcess } from 'node:child_process';
import { Fault } from '#contracts/errors.ts';
import type { ServerAccount } from './server-account.ts';

export interface Program {
  readonly path: string;
  readonly args: readonly string[];
  readonly account: ServerAccount;
  readonly cwd: string;
}

/** Starts a program of the server in a process group of its own, so that Ctrl-C does not reach it. */
export function startProgram(program: Program): ChildProcess {
  const { path, args, account, cwd } = program;
  return spawn(path, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Nothing of our environment: it may hold secrets, and PG* variables would redirect the server.
    env: { PATH: '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
    ...(account.separate ? { uid: account.uid, gid: account.gid } : {}),
  });
}

/** The last lines that a program printed, for the fault that tells why it failed. */
export interface Tail {
  text(): string;
}

/** Keeps the last 4 KiB of a program's output and passes each line on. */
export function followOutput(child: ChildProcess, onLine: (line: string) => void = () => {}): Tail {
  let kept = '';
  for (const stream of [child.stdout, child.stderr]) {
    let open = '';
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk: string) => {
      kept = (kept + chunk).slice(-4_096);
      const lines = (open + chunk).split('\n');
      open = (lines.pop() ?? '').slice(-4_096);
      for (const line of lines) if (line.trim() !== '') onLine(line);
    });
  }
  return { text: () => kept.trim() };
}

/** How a program ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly error?: Error;
}

/** Resolves when the program has ended and its output was read, or could not be started. */
export function ending(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, signal: null, error }));
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Makes the fault for a program that failed; a full disk gets the code of its own. */
export function programFailed(what: string, ended: Ending, output: string): Fault {
  const full = /No space left on device|could not extend file/i.test(output);
  const how = ended.error?.message ?? (ended.signal ? `signal ${ended.signal}` : `exit code ${ended.code}`);
  // What it tells beside its errors is the log's business.
  const errors = output.split('\n').filter((line) => /error|fatal|panic|could not|No space/i.test(line));
  const why = (errors.length > 0 ? errors : output.split('\n')).slice(-3).join(' ').trim();
  return new Fault(full ? 'disk-full' : 'database-unavailable', `${what} failed (${how}). ${why}`.trim(), {
    details: { output },
  });
}
