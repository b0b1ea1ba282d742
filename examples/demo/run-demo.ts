import { originOf, systemHost } from '#contracts/hosts.ts';
import { serveApps } from './apps/serve-apps.ts';
import { organisation, sharedPassword } from './cast.ts';
import { dataDirOf } from './demo-folder.ts';
import { serveGuide } from './guide/serve-guide.ts';
import { makeInstallation } from './make-installation.ts';
import { startServe } from './serve-process.ts';
import { startVisitors } from './visitors/start-visitors.ts';

export interface RunOptions {
  readonly folder: string;
  readonly port: number;
  readonly seed: number;
  readonly begin: 'fresh' | 'where-it-stood';
  /** The built program. */
  readonly entry: string;
  readonly version: string;
  readonly say: (line: string) => void;
}

/** The demo while it runs. */
export interface RunningDemo {
  /** Resolves when Sallyport has ended, asked to or not. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Only names that lead to this machine and nowhere else (RFC 6761, 6.3). */
export const demoDomain = 'sallyport.localhost';

/** Starts all of it: history, apps, a real `serve`, the page that says whom to be. */
export async function runDemo(options: RunOptions): Promise<RunningDemo> {
  const { folder, port, entry, say } = options;
  const closing: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
  };
  try {
    const remembered = await makeInstallation({ ...options, domain: demoDomain, publicPort: port });
    const apps = await serveApps(remembered.appsPort);
    closing.push(() => apps.close());
    const serve = await startServe({ entry, folder, domain: demoDomain, port });
    closing.push(() => serve.stop());
    const guide = await serveGuide({
      port: remembered.guidePort,
      secrets: new Map(remembered.people.map(({ email, totpSecret }) => [email, totpSecret])),
      console: originOf(systemHost('console', demoDomain), port),
      portal: originOf(systemHost('portal', demoDomain), port),
    });
    closing.push(() => guide.close());
    const visitors = await startVisitors({
      dataDir: dataDirOf(folder),
      domain: demoDomain,
      port,
      people: remembered.people,
      note: (line) => serve.note(line),
    });
    closing.push(() => visitors.forEach((visitor) => visitor.stop()));
    say(greeting(port, remembered.guidePort, folder));
    return { ended: serve.ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function greeting(port: number, guidePort: number, folder: string): string {
  return `
The demo of ${organisation} is running.

  Whom to be   http://127.0.0.1:${guidePort}/   (their codes, as their phones show them)
  Console      ${originOf(systemHost('console', demoDomain), port)}/demo   sign in as olga@harbourfinch.example
  Password     ${sharedPassword}   (everybody's)
  Data         ${folder}

Your browser does not know the demo's certificate yet. This makes it known, and with --undo unknown again:

  node bin/sallyport.js trust --data-dir ${dataDirOf(folder)}

Or let the browser go on, once for each host. Then open the console as Olga and follow the eight steps of the walk.
Ctrl-C stops everything; \`npm run demo -- --fresh\` begins anew.`;
}
