import { homedir, userInfo } from 'node:os';
import { resolve } from 'node:path';
import type { Surroundings } from './open-context.ts';

/** The surroundings of this very process. */
export function processSurroundings(): Surroundings {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    environment: process.env,
    uid: process.getuid?.(),
    userName: userName(),
    home: homedir(),
    nodeVersion: process.version,
    platform: process.platform,
    program: [process.execPath, resolve(process.argv[1] ?? 'sallyport')],
    stdin: process.stdin,
    now: () => Date.now(),
  };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 'unknown'}`; // a user id without an entry in the passwd file
  }
}
