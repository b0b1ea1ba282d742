import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { runCli, type Surroundings } from '#cli/index.ts';
import { openLocalSocket } from '#control/index.ts';
import { localSocketPath } from '#contracts/data-directory.ts';
import type { TestApi } from './api.ts';

/** What a command line came to. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line on a test's API, over a socket in a directory of its own. */
export async function openCommandLine(test: Pick<TestApi, 'api'>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-cli-'));
  const path = localSocketPath(dataDir, process.getuid?.());
  const socket = await openLocalSocket({ api: test.api, path });
  const run = async (words: readonly string[], input: string): Promise<Ran> => {
    const ran = { out: '', err: '' };
    const surroundings: Surroundings = {
      out: (text) => void (ran.out += text),
      err: (text) => void (ran.err += text),
      environment: { SALLYPORT_DATA_DIR: dataDir },
      uid: process.getuid?.(),
      userName: 'tester',
      home: '/nonexistent',
      nodeVersion: 'v22.0.0',
      stdin: Readable.from([input]),
      now: () => Date.now(),
    };
    const code = await runCli(words, { surroundings, version: '0.0.0' });
    return { code, ...ran };
  };
  return {
    dataDir,
    /** Runs what somebody would type; words are split at spaces unless they come as a list. */
    run: (line: string | readonly string[], input = ''): Promise<Ran> =>
      run(typeof line === 'string' ? line.split(' ') : line, input),
    /** Asks what a shell asks at the tab key; the last word is under the cursor. */
    complete: (words: readonly string[]): Promise<Ran> => run(['complete', ...words], ''),
    async close(): Promise<void> {
      await socket.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
