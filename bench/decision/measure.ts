import { readFileSync } from 'node:fs';

/** The value below which this share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** CPU time that a task costs this process, in milliseconds. */
export function cpuMs(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** CPU time of the calling thread so far, in milliseconds; where the system does not tell, the time on the wall. */
function threadMs(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/**
 * Watches how long this thread's loop works at most between two beats of 5 ms, in milliseconds of its own CPU time, so
 * that other programs on the machine do not count; the answer ends the watch.
 */
export function watchLoop(): () => number {
  let last = threadMs();
  let longest = 0;
  const beat = (): void => {
    const now = threadMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(beat, 5);
  return () => {
    clearInterval(timer);
    beat();
    return longest;
  };
}
