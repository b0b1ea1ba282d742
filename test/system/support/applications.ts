import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, freePort, run } from './program.ts';

/** Somebody else's application, listening on loopback without any sign-in of its own. */
export interface Application {
  readonly url: string;
}

/** Starts Debian's Jupyter notebook; its terminals speak over WebSocket. */
export async function startNotebook(): Promise<Application> {
  const home = await mkdtemp(join(tmpdir(), 'notebook-'));
  const port = await freePort();
  const words = [
    '--no-browser',
    '--allow-root',
    '--ip=127.0.0.1',
    `--port=${port}`,
    '--port-retries=0',
    `--notebook-dir=${home}`,
    '--NotebookApp.token=',
    '--NotebookApp.password=',
    '--NotebookApp.allow_remote_access=True',
  ];
  run(words, { command: 'jupyter-notebook', environment: { HOME: home }, cwd: home });
  return answering(`http://127.0.0.1:${port}`);
}

/** Starts an X server that speaks VNC, and noVNC's page before it: a desktop over WebSocket. */
export async function startDesktop(): Promise<Application> {
  const [vnc, port] = [await freePort(), await freePort()];
  const display = `:${100 + (vnc % 400)}`;
  run([display, '-SecurityTypes', 'None', '-localhost', '-rfbport', `${vnc}`, '-geometry', '640x480'], {
    command: 'Xtigervnc',
  });
  run(['--web', '/usr/share/novnc', `127.0.0.1:${port}`, `127.0.0.1:${vnc}`], { command: 'websockify' });
  return answering(`http://127.0.0.1:${port}`);
}

async function answering(url: string): Promise<Application> {
  await eventually(`${url} answers`, async () => {
    const answer = await fetch(url).catch(() => undefined);
    return answer?.status;
  });
  return { url };
}
