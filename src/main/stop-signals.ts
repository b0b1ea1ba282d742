import type { Urgency } from './supervisor/keep-running.ts';

/**
 * How much later a second signal has to come to mean "at once". Under npm, Ctrl-C arrives twice in the same
 * moment: from the terminal, and passed on by npm.
 */
const sameMomentMs = 800;

/** Calls `stop` on Ctrl-C, SIGTERM and the terminal's end; a second signal hurries it. */
export function onStopSignals(stop: (urgency: Urgency) => void): void {
  let firstAt: number | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      const now = performance.now();
      if (firstAt === undefined) {
        firstAt = now;
        stop('in-order');
      } else if (now - firstAt > sameMomentMs) stop('now');
    });
}
