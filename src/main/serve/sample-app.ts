import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { systemClock } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import { originOf, systemHost } from '#contracts/hosts.ts';
import { type Log, reportFault } from '#observe/index.ts';
import { type SampleNews, sampleEndWish, sampleHost, wishedPort } from '../sample-app/news.ts';
import type { Child, OnWish } from '../supervisor/child-process.ts';
import type { StopOrder } from '../supervisor/in-order.ts';
import { type Kept, type Part, type Running, keepRunning } from '../supervisor/keep-running.ts';
import { type ServeContext, keptEnvironment } from './children.ts';

/** The sample app while it runs. */
interface RunningSample extends Running {
  readonly url: string;
}

/** Looks after the sample app. */
export interface SampleKeeper {
  /** Hears a wish of control's; one that is not about the sample app is left alone. */
  readonly wish: OnWish;
}

export interface SampleKeeperOptions {
  readonly context: ServeContext;
  readonly order: Pick<StopOrder, 'add'>;
  readonly log: Log;
}

/**
 * Starts the sample app when control asks for it, and keeps it running on one port, which the app's upstream names.
 * It is no part of Sallyport: it holds no secret, and should it not start, everything else goes on.
 */
export function createSampleKeeper(options: SampleKeeperOptions): SampleKeeper {
  const { context, order, log } = options;
  // The control that wished for it last: it knows the authority, and hears what became of its wish.
  let control: Pick<Child, 'ask' | 'tell'> | undefined;
  const tell = (news: SampleNews): void => control?.tell(news);
  let kept: Promise<Kept<RunningSample>> | undefined;
  let port = 0;
  const part: Part<RunningSample> = {
    name: 'the sample app',
    async start() {
      // A port that somebody took meanwhile is given up: control hears the other one.
      const authority = (await control?.ask('authority')) ?? '';
      const started = await startSample({ context, authority, port }).catch(() =>
        startSample({ context, authority, port: 0 }),
      );
      port = Number(new URL(started.url).port);
      return started;
    },
  };
  const start = async (): Promise<Kept<RunningSample>> => {
    const found = await keepRunning({
      part,
      clock: systemClock,
      onEnd: ({ why, againInMs }) =>
        log.warn(`the sample app ended (${why}); starting it again in ${againInMs / 1000} s`),
      onBack: () => tell({ kind: 'sample-app', url: `http://127.0.0.1:${port}` }),
    });
    order.add(found);
    return found;
  };
  return {
    wish(text, from) {
      if (text === sampleEndWish) {
        const ending = kept;
        kept = undefined;
        return void ending?.then((running) => running.stop('in-order')).catch(() => undefined);
      }
      const wished = wishedPort(text);
      if (wished === undefined) return;
      control = from;
      if (kept === undefined) port = wished;
      kept ??= start();
      kept.then(
        (running) => {
          const url = running.current()?.url;
          if (url !== undefined) tell({ kind: 'sample-app', url });
        },
        (thrown: unknown) => {
          kept = undefined;
          reportFault(log, thrown);
          tell({ kind: 'sample-app-failed' });
        },
      );
    },
  };
}

/** How long it may take to start and to stop, milliseconds. */
const readyWithinMs = 10_000;
const stopWithinMs = 2_000;
/** Who may do nothing: `nobody` of the usual systems. */
const nobody = 65_534;

async function startSample(how: {
  readonly context: ServeContext;
  readonly authority: string;
  readonly port: number;
}): Promise<RunningSample> {
  const { context, authority, port } = how;
  const { entry, configuration, listen, children, users } = context;
  const { domain, port: publicPort } = configuration.general;
  const child = spawn(process.execPath, [join(dirname(entry), 'hello.js')], {
    detached: true,
    stdio: ['pipe', 'pipe', 2],
    env: {
      ...keptEnvironment(),
      HELLO_ISSUER: originOf(systemHost('signin', domain), publicPort),
      HELLO_AUDIENCE: originOf(`${sampleHost}.${domain}`, publicPort),
      HELLO_AUTHORITY: authority,
      HELLO_ISSUER_ADDRESS: connectable(listen[0] ?? '127.0.0.1'),
      HELLO_PORT: String(port),
      HELLO_UID: users === undefined ? '' : String(nobody),
      HELLO_ENDS_WITH_STDIN: 'yes',
    },
  });
  const ended = endOf(child);
  if (child.pid !== undefined) void children.add(child.pid).catch(() => undefined);
  const url = await addressOf(child, ended);
  return { url, ended, stop: () => stop(child, ended) };
}

/** Where a listener on all addresses is reached from here. */
function connectable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  return address === '::' ? '::1' : address;
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

function addressOf(child: ChildProcess, ended: Promise<string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(tooLate);
      child.kill('SIGKILL');
      reject(new Fault('internal', `The sample app did not start: ${why}.`));
    };
    const tooLate = setTimeout(() => fail('it took too long'), readyWithinMs);
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      said = `${said}${part}`.slice(0, 1_000);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url === undefined || !said.includes('\n')) return;
      clearTimeout(tooLate);
      resolve(url);
    });
    void ended.then(fail);
  });
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(tooLate);
}
