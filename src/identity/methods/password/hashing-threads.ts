import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { HashAnswer, HashCost, HashTask } from './hash-messages.ts';

/** Makes and checks hashes somewhere. */
export interface Hashing {
  /** How many at a time make sense. */
  readonly parallel: number;
  hash(password: string, cost: HashCost): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** How many threads hash: half of the processors, so that a flood of sign-ins leaves the other half alone. */
export function hashingThreadCount(processors: number = availableParallelism()): number {
  return Math.max(1, Math.min(4, Math.floor(processors / 2)));
}

interface Life {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve: (answer: HashAnswer) => void; reject: (error: Error) => void }>;
}

/**
 * Hashes in threads of their own, which have a lower priority than everything else of this process. They start with
 * the first password, do not keep the process alive, and one that dies is replaced; what it was at is rejected.
 */
export function createHashingThreads(count: number = hashingThreadCount()): Hashing {
  const lives: (Life | undefined)[] = Array.from({ length: count });
  let next = 0;

  const start = (place: number): Life => {
    const { entry, isScript } = workerEntry();
    const worker = new Worker(entry, { eval: isScript, execArgv: [], name: 'hashing' });
    const life: Life = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', (answer: HashAnswer) => {
      const asked = life.waiting.get(answer.id);
      life.waiting.delete(answer.id);
      asked?.resolve(answer);
    });
    let cause = new Error('a thread that hashes ended');
    worker.on('error', (error) => {
      if (error instanceof Error) cause = error;
    });
    worker.on('exit', () => {
      if (lives[place] === life) lives[place] = undefined;
      for (const { reject } of life.waiting.values()) reject(cause);
    });
    lives[place] = life;
    return life;
  };

  // The one with the least to do: callers bound how many wait.
  const leastBusy = (): Life => {
    const counts = lives.map((life) => life?.waiting.size ?? 0);
    const place = counts.indexOf(Math.min(...counts));
    return lives[place] ?? start(place);
  };

  const ask = (task: HashTask): Promise<HashAnswer> =>
    new Promise((resolve, reject) => {
      const { worker, waiting } = leastBusy();
      waiting.set(task.id, { resolve, reject });
      worker.postMessage(task);
    });

  return {
    parallel: count,
    async hash(password, cost) {
      const answer = await ask({ id: next++, kind: 'hash', password, cost });
      if (answer.kind === 'hashed') return answer.hash;
      throw failure(answer);
    },
    async verify(hash, password) {
      const answer = await ask({ id: next++, kind: 'verify', hash, password });
      if (answer.kind === 'verified') return answer.right;
      throw failure(answer);
    },
  };
}

function failure(answer: HashAnswer): Error {
  return new Error(
    answer.kind === 'failed' ? answer.message : 'a thread that hashes answered something else',
  );
}

// From the bundle its own entry in `dist/`, below which shared chunks have a folder; in development the source beside
// this file, by a script that puts the loader in place first, since a thread does not inherit it.
function workerEntry(here: string = import.meta.url): {
  readonly entry: URL | string;
  readonly isScript: boolean;
} {
  if (!here.endsWith('.ts'))
    return {
      entry: new URL(here.includes('/chunks/') ? '../hash-worker.js' : 'hash-worker.js', here),
      isScript: false,
    };
  const loader = pathToFileURL(
    createRequire(here)
      .resolve('tsx/esm/api')
      .replace(/\.cjs$/, '.mjs'),
  );
  const both = JSON.stringify([loader, new URL('hash-worker.ts', here)]);
  return { entry: `(${loadWith})(${both})`, isScript: true };
}

const loadWith = `async ([loader, source]) => {
  const { register } = await import(loader);
  register();
  await import(source);
}`;
