import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts the application; gives its port and how to stop it. */
export async function startTickingApp(everyMs: number): Promise<{ readonly port: number; stop(): void }> {
  const child: ChildProcess = fork(new URL('ticking-app.ts', import.meta.url), [String(everyMs)], {
    execArgv: ['--import', 'tsx'],
  });
  const [port] = (await once(child, 'message')) as [number];
  return { port, stop: () => child.disconnect() };
}
