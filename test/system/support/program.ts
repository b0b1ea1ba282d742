import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The built program, as people run it. */
export const entry = join(process.cwd(), 'dist/sallyport.js');

/** A run of the program. */
export interface Run {
  readonly pid: number;
  output(): string;
  errors(): string;
  /** Resolves when the text stands in its output; rejects with all it said when it ends before. */
  said(text: string | RegExp): Promise<string>;
  ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  signal(name: NodeJS.Signals): void;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Another command than our program, such as npm. */
  readonly command?: string;
  readonly cwd?: string;
  /** Leads a process group, as a shell gives one to what it starts. */
  readonly group?: 'own';
}

const running = new Set<ChildProcess>();

/** Starts the program with these words. */
export function run(words: readonly string[], options: RunOptions = {}): Run {
  const command = options.command ?? process.execPath;
  const args = options.command === undefined ? [entry, ...words] : [...words];
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(command, args, {
    cwd: options.cwd ?? process.cwd(),
    env: { ...environment, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.group === 'own',
  });
  running.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) =>
    child.on('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
    }),
  );
  let over = false;
  void ended.then(() => (over = true));
  return {
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    async said(text) {
      for (;;) {
        const found = typeof text === 'string' ? output.includes(text) : text.test(output);
        if (found) return output;
        if (over) throw new Error(`ended without saying ${String(text)}:\n${output}\n${errors}`);
        await wait(20);
      }
    },
    ended,
    signal: (name) => process.kill(options.group === 'own' ? -(child.pid ?? 0) : (child.pid ?? 0), name),
  };
}

/** Ends what a test that failed left running. */
export async function endAll(): Promise<void> {
  for (const child of running) child.kill('SIGTERM');
  const deadline = Date.now() + 10_000;
  while (running.size > 0 && Date.now() < deadline) await wait(20);
  for (const child of running) child.kill('SIGKILL');
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A new folder, removed at the end. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'sallyport-system-'));
  // As root, the parts of a server are other users, who have to pass.
  await chmod(path, 0o711);
  const remove = () => rm(path, { recursive: true, force: true, maxRetries: 5 });
  return { path, [Symbol.asyncDispose]: remove };
}

/** The flags of a `serve` that meets no other on the machine. */
export function serveFlags(options: { readonly dataDir: string; readonly port: number }): readonly string[] {
  const quiet = ['--metrics-control', 'off', '--metrics-gateway', 'off'];
  return ['serve', '--data-dir', options.dataDir, '--port', `${options.port}`, ...quiet];
}

export type PartName = 'control' | 'gateway' | 'postgres';

/** The pid of a part of the `serve` that uses this directory; undefined while it has none. */
export async function pidOf(dataDir: string, part: PartName): Promise<number | undefined> {
  if (part === 'postgres') {
    const text = await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8').catch(() => '');
    return alive(Number.parseInt(text, 10));
  }
  const text = await readFile(join(dataDir, 'children.json'), 'utf8').catch(() => '[]');
  const listed = JSON.parse(text) as { pid: number }[];
  for (const { pid } of listed.toReversed()) {
    const title = await readFile(`/proc/${pid}/cmdline`, 'latin1').catch(() => '');
    if (title.includes(part) && alive(pid) !== undefined) return pid;
  }
  return undefined;
}

/** A part's process with all that it started: PostgreSQL's backends run on while their postmaster is stopped. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const children: number[] = [];
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'latin1').catch(() => '') : '';
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (Number(parent) === pid) children.push(Number(name));
  }
  return [pid, ...children];
}

/** Stops or wakes processes. */
export function signalAll(pids: readonly number[], signal: 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) process.kill(pid, signal);
}

function alive(pid: number): number | undefined {
  try {
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined;
  }
}

/** Waits until a question has an answer other than undefined. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await wait(50);
  }
  throw new Error(`did not come true within a minute: ${what}`);
}

/** Whether something takes connections on a port. */
export async function accepts(port: number): Promise<true | undefined> {
  const { connect } = await import('node:net');
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(undefined));
  });
}
