import { setImmediate } from 'node:timers/promises';

const sliceMs = 10;

/** Runs steps to their end, and lets other work of the thread have its turn every 10 ms. */
export async function inSteps<T>(steps: Generator<undefined, T, undefined>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < sliceMs) continue;
    await setImmediate();
    since = performance.now();
  }
}
