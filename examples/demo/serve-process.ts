import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { dataDirOf } from './demo-folder.ts';

/** A real `serve` on the demo's data directory. */
export interface ServeProcess {
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  /** Writes a line of the demo's own beside what Sallyport says. */
  note(line: string): void;
  stop(): Promise<void>;
}

/**
 * Starts `serve` as anybody would; what it says goes to a file beside the data. Resolves when it runs. It has a
 * process group of its own, so that Ctrl-C reaches the demo alone, which ends it in order.
 */
export async function startServe(options: {
  readonly entry: string;
  readonly folder: string;
  readonly domain: string;
  readonly port: number;
}): Promise<ServeProcess> {
  const { entry, folder, domain, port } = options;
  const logPath = join(folder, 'serve.log');
  const log = createWriteStream(logPath, { flags: 'w', mode: 0o600 });
  const flags = ['--data-dir', dataDirOf(folder), '--domain', domain, '--port', `${port}`];
  const quiet = ['--metrics-control', 'off', '--metrics-gateway', 'off', '--log-level', 'warn'];
  const { DATABASE_URL: _, ...environment } = process.env;
  const child = spawn(process.execPath, [entry, 'serve', ...flags, ...quiet], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  let over = false;
  const ended = new Promise<void>((resolve) => child.once('exit', () => ((over = true), resolve())));
  const running = new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      log.write(chunk);
      said = `${said}${chunk.toString()}`.slice(-4_000);
      if (said.includes('is running.')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  // Whoever ends us hard must not leave a server behind.
  const endHard = (): void => {
    if (!over) child.kill('SIGTERM');
  };
  process.once('exit', endHard);
  await Promise.race([running, ended]);
  if (over) throw new Error(`Sallyport did not start:\n${said.trim()}`);
  return {
    ended,
    note: (line) => void log.write(`demo: ${line}\n`),
    async stop() {
      if (!over) child.kill('SIGTERM');
      await ended;
    },
  };
}
