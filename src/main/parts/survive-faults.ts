import { type Log, reportFault } from '#observe/index.ts';

/** More than this many in a minute, and the process starts over: something in it is broken for good. */
const mostPerMinute = 100;

/**
 * Keeps the process alive through an error that nobody caught: one request must not end what everybody else has
 * open. It is logged with its trace, and where they do not stop, the process ends and is started anew.
 */
export function surviveFaults(log: Log): void {
  let since = 0;
  let count = 0;
  const note = (thrown: unknown): void => {
    const now = performance.now();
    if (now - since > 60_000) [since, count] = [now, 0];
    count += 1;
    reportFault(log, thrown, { message: 'an error that nobody caught' });
    if (count > mostPerMinute) process.exit(1);
  };
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
}
