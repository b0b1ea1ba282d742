import { type ChildProcess, fork } from 'node:child_process';
import { Fault } from '#contracts/errors.ts';
import type { Running, Urgency } from './keep-running.ts';
import { type FromChild, type ToChild, fromChildSchema, readFault } from './messages.ts';

/** A child that does its work. */
export interface Child extends Running {
  readonly pid: number;
  readonly facts: Readonly<Record<string, string>>;
  /** Asks the child something; rejects with its fault, or when it ends first. */
  ask(question: string): Promise<string>;
  /** Tells it, as JSON, that something changed which its work rests on. One that ends meanwhile does not hear it. */
  tell(news: unknown): void;
}

export interface ChildOptions {
  readonly name: string;
  /** Makes the process, with a channel to us. */
  readonly spawn: () => ChildProcess;
  /** What the child is to do, as JSON; goes over a channel that no other process can read. */
  readonly work: unknown;
  /** Told as soon as the process exists, before it is ready. */
  readonly onSpawn?: (pid: number) => void;
  /** Hears what the child wishes, and can answer it; without it nobody does. */
  readonly onWish?: OnWish;
}

/** Hears a wish of a child's, with the ways to ask it and to tell it what came of that. */
export type OnWish = (wish: string, child: Pick<Child, 'ask' | 'tell'>) => void;

/**
 * Makes a process of our own program, in a session and process group of its own, so that Ctrl-C reaches the
 * supervisor alone. Its log goes to our standard error.
 */
export function spawnOwnGroup(options: {
  /** The program, our own: it is called as `entry child <name>`. */
  readonly entry: string;
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Flags for Node itself. */
  readonly nodeFlags?: readonly string[];
}): ChildProcess {
  return fork(options.entry, ['child', options.name], {
    detached: true,
    stdio: ['ignore', 2, 2, 'ipc'],
    env: { ...options.environment },
    serialization: 'json',
    execArgv: [...(options.nodeFlags ?? [])],
  });
}

/** How long a child may take to become ready, and to stop in order, milliseconds. */
const readyWithinMs = 60_000;
const stopWithinMs = 15_000;

/** Starts a child, gives it its work and waits until it is ready. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const process = options.spawn();
  const end = endOf(process);
  const child: Pick<Child, 'ask' | 'tell'> = {
    ask: (question) => ask({ process, question, end, name: options.name }),
    tell: (news) => send(process, { kind: 'news', news }),
  };
  if (process.pid !== undefined) options.onSpawn?.(process.pid);
  process.on('message', (raw) => {
    const message = parse(raw);
    if (message?.kind === 'up') send(process, { kind: 'start', work: options.work });
    if (message?.kind === 'wish') options.onWish?.(message.wish, child);
  });
  const facts = await ready(options.name, process, end);
  return {
    pid: process.pid ?? 0,
    facts,
    ended: end,
    ...child,
    stop: (urgency) => stop(process, end, urgency),
  };
}

function endOf(process: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    process.on('error', (error) => {
      if (process.pid === undefined) resolve(error.message);
    });
    process.on('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

function ready(
  name: string,
  process: ChildProcess,
  end: Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      killGroup(process);
      reject(new Fault('internal', `${name} was not ready within ${readyWithinMs / 1000} s.`));
    }, readyWithinMs);
    void end.then((why) => {
      clearTimeout(tooLate);
      reject(new Fault('internal', `${name} ended while it started (${why}).`));
    });
    process.on('message', (raw) => {
      const message = parse(raw);
      if (message?.kind !== 'ready' && message?.kind !== 'failed') return;
      clearTimeout(tooLate);
      if (message.kind === 'ready') resolve(message.facts);
      else reject(readFault(message.fault));
    });
  });
}

let questions = 0;

function ask(options: {
  readonly process: ChildProcess;
  readonly question: string;
  readonly end: Promise<string>;
  readonly name: string;
}): Promise<string> {
  const { process, question, end, name } = options;
  questions += 1;
  const id = questions;
  return new Promise((resolve, reject) => {
    const onMessage = (raw: unknown): void => {
      const message = parse(raw);
      if (message?.kind !== 'answer' && message?.kind !== 'no-answer') return;
      if (message.id !== id) return;
      process.off('message', onMessage);
      if (message.kind === 'answer') resolve(message.value);
      else reject(readFault(message.fault));
    };
    process.on('message', onMessage);
    void end.then((why) => reject(new Fault('internal', `${name} ended before it answered (${why}).`)));
    send(process, { kind: 'ask', id, question });
  });
}

async function stop(process: ChildProcess, end: Promise<string>, urgency: Urgency): Promise<void> {
  if (urgency === 'now') killGroup(process);
  else send(process, { kind: 'stop' });
  const tooLate = setTimeout(() => killGroup(process), stopWithinMs);
  await end;
  clearTimeout(tooLate);
}

/** Ends the child with all that it started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

function send(process: ChildProcess, message: ToChild): void {
  // A channel that closes meanwhile is told by the child's end.
  if (process.connected) process.send(message, () => undefined);
}

function parse(raw: unknown): FromChild | undefined {
  return fromChildSchema.safeParse(raw).data;
}
