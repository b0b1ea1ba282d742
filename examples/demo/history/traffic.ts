import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import { createAccessLog } from '#gateway/index.ts';
import { documentOf } from '../apps/content.ts';
import type { AppName } from '../cast.ts';
import type { StoryControl } from './story-control.ts';

/** What passes the gateway of the story, one access record for each page that was asked for. */
export interface Traffic {
  opened(visit: {
    readonly app: AppName;
    /** The app's identifier. */
    readonly id: string;
    readonly path: string;
    readonly address: string;
    readonly answer: FromControl;
    /** How long asking took, milliseconds of the machine's time. */
    readonly tookMs: number;
  }): void;
  /** Writes what waits and puts the file aside, as a gateway does with one that is full. */
  close(): Promise<void>;
}

/**
 * Opens the access records of the story's gateway, in the folder of the real one, which goes on with them: the same
 * program writes the same lines, at the story's time.
 */
export function openTraffic(options: {
  readonly folder: string;
  readonly control: Pick<StoryControl, 'clock' | 'domain'>;
}): Traffic {
  const { folder, control } = options;
  const { clock, domain } = control;
  const log = createAccessLog({
    folder,
    clock,
    maxFileBytes: 16 * 1024 * 1024,
    keepFiles: 7,
    maxWaitingBytes: 16 * 1024 * 1024,
    flushMs: 3_600_000,
    failed: (error) => {
      throw error;
    },
  });
  let written = 0;
  return {
    opened({ app, id, path, address, answer, tookMs }) {
      const told = toldOf(app, path, answer);
      if (told === undefined) return;
      written += 1;
      const host = `${app}.${domain}`;
      const way = { host, app: id, address, method: 'GET', path, protocol: 'http', bytesIn: 0 };
      log.write({ at: clock.wall(), ...way, ...told, durationMs: tookMs });
    },
    async close() {
      await log.close();
      if (written === 0) return;
      await rename(join(folder, 'access.ndjson'), join(folder, `access-${Math.trunc(clock.wall())}.ndjson`));
    },
  };
}

function toldOf(app: AppName, path: string, answer: FromControl) {
  if (answer.kind === 'granted') {
    const { id: grant, session, person, name } = answer.grant;
    const document = documentOf({ app, path, visitor: { name, groups: [] } });
    const status = document === undefined ? 404 : 200;
    return { grant, session, person, status, bytesOut: Buffer.byteLength(document ?? '') };
  }
  if (answer.kind !== 'refused') return undefined;
  return { status: answer.outcome === 'deny' ? 403 : 303, reason: answer.reason, bytesOut: 0 };
}
