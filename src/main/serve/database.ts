import type { Log } from '#observe/index.ts';
import { lackOfRoom, openEmbeddedPostgres } from '#postgres/index.ts';
import type { DatabaseTarget } from '../parts/work.ts';
import type { Part, Running } from '../supervisor/keep-running.ts';

/** The embedded server while it runs. */
export interface RunningDatabase extends Running {
  readonly target: DatabaseTarget;
  /** The operating system's account that runs it. */
  readonly account: string;
}

/** The embedded PostgreSQL as a part that the supervisor looks after. */
export function databasePart(options: {
  readonly dataDir: string;
  /** The folder of the server's programs, where they are not those that come with us. */
  readonly programs: string | undefined;
  /** The group of control, where it runs under a user of its own. */
  readonly clientGid: number | undefined;
  readonly log: Log;
}): Part<RunningDatabase> {
  const { dataDir, programs, clientGid, log } = options;
  return {
    name: 'PostgreSQL',
    async start() {
      const server = await openEmbeddedPostgres({
        dataDir,
        programs,
        ...(clientGid === undefined ? {} : { clientGid }),
        log: {
          info: (fields, message) => log.info(message, { details: fields }),
          warn: (fields, message) => log.warn(message, { details: fields }),
        },
      });
      return {
        target: { kind: 'embedded', ...server.address },
        account: server.account,
        ended: server.exited.then(async ({ code, signal, error }) => {
          const how = error?.message ?? (signal === null ? `exit code ${code}` : `signal ${signal}`);
          const lack = await lackOfRoom(dataDir);
          return lack === undefined ? how : `${how}. ${lack}`;
        }),
        // It loses nothing either way; a fast stop takes a moment only.
        stop: () => server.stop(),
      };
    },
  };
}
