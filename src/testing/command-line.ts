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
  return {
    dataDir,
    /** Runs what somebody would type; words are split at spaces unless they come as a list. */
    async run(line: string | readonly string[], input = ''): Promise<Ran> {
      const ran = { out: '', err: '' };
      const surroundings: Surroundings = {
        out: (text) => void (ran.out += text),
        err: (text) => void (ran.err += text),
        environment: {},
        uid: process.getuid?.(),
        userName: 'tester',
        home: '/nonexistent',
        nodeVersion: 'v22.0.0',
        stdin: Readable.from([input]),
        now: () => Date.now(),
      };
      const words = typeof line === 'string' ? line.split(' ') : line;
      const code = await runCli([...words, '--data-dir', dataDir], { surroundings, version: '0.0.0' });
      return { code, ...ran };
    },
    async close(): Promise<void> {
      await socket.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
