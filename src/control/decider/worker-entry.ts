import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** A program for a worker thread: a file, or the text of a script that leads to one. */
export type WorkerEntry =
  | { readonly kind: 'file'; readonly url: URL }
  | { readonly kind: 'script'; readonly text: string };

/**
 * Where the decider's thread begins, seen from where this file runs: the bundle's own entry in `dist/`, below which
 * shared chunks have a folder; or, in development and tests, the source beside this file. A thread does not
 * inherit the loader that reads TypeScript, so there a script puts it in place first.
 */
export function workerEntry(here: string = import.meta.url): WorkerEntry {
  if (here.endsWith('.ts')) {
    const loader = pathToFileURL(
      createRequire(here)
        .resolve('tsx/esm/api')
        .replace(/\.cjs$/, '.mjs'),
    );
    return { kind: 'script', text: `(${loadWith})(${JSON.stringify([loader, new URL('worker.ts', here)])})` };
  }
  const path = here.includes('/chunks/') ? '../decision-worker.js' : 'decision-worker.js';
  return { kind: 'file', url: new URL(path, here) };
}

const loadWith = `async ([loader, source]) => {
  const { register } = await import(loader);
  register();
  await import(source);
}`;
