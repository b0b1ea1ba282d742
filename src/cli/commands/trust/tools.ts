import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** What a program answered. */
export interface Answered {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The programs of the system that keep certificates. */
export interface Tools {
  /** Whether a program of this name is there. */
  has(name: string): Promise<boolean>;
  /** Runs one with exactly these words; no shell reads them. */
  run(name: string, words: readonly string[]): Promise<Answered>;
}

/** How long a program may take, milliseconds: one may ask for a password in a window. */
const patienceMs = 120_000;

/** The programs found along a search path. */
export function systemTools(searchPath: string): Tools {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '');
  return {
    async has(name) {
      // `update-ca-certificates` lies where ordinary users do not look.
      for (const folder of [...folders, '/usr/sbin', '/sbin']) {
        const found = await access(join(folder, name), constants.X_OK).then(
          () => true,
          () => false,
        );
        if (found) return true;
      }
      return false;
    },
    run: (name, words) =>
      new Promise((resolve) => {
        const env = { ...process.env, PATH: [...folders, '/usr/sbin', '/sbin'].join(delimiter) };
        execFile(name, words, { timeout: patienceMs, env }, (error, out, err) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 127;
          resolve({ code, out, err: err === '' && error !== null ? error.message : err });
        });
      }),
  };
}
