import { stat } from 'node:fs/promises';
import type { Clock, Timer } from '#base/clock.ts';
import { Fault } from '#contracts/errors.ts';
import {
  type HostCertificateFiles,
  type HostCertificatePlace,
  readHostCertificate,
} from './read-host-certificate.ts';
import type { HostCertificateNews } from './news.ts';

/** Follows the files of the organisation's own certificate. */
export interface HostCertificateFollower {
  /** The last pair that could be served. */
  current(): HostCertificateFiles;
  /** Why the pair that now lies there is not served; undefined when it is. */
  refusal(): string | undefined;
  /** Looks at the files once; follows from look to look what changes. */
  look(): Promise<void>;
  stop(): void;
}

/** Between two looks, milliseconds. */
const everyMs = 3_000;

/**
 * Reads the pair and then looks at its files every few seconds. It asks for times and sizes instead of waiting
 * to be told: file systems over a network tell nothing, and those who renew often turn a link or a whole folder.
 *
 * What changed is read once it has been the same for two looks, since certificate and key are two files that
 * nobody writes in one step. A pair that cannot be served is told once, and the one before stays in force.
 * @throws Fault `config-invalid` where the very first pair cannot be served
 */
export async function followHostCertificate(options: {
  readonly place: HostCertificatePlace;
  readonly clock: Clock;
  readonly news: (news: HostCertificateNews) => void;
}): Promise<HostCertificateFollower> {
  const { place, clock, news } = options;
  let current = await readHostCertificate(place, clock.wall());
  // Nothing is known of the first: whether it can still be read, now that we may be another user, shows then.
  let known: string | undefined;
  let settling: string | undefined;
  let refusal: string | undefined;
  let timer: Timer | undefined;
  let stopped = false;

  const take = (files: HostCertificateFiles): void => {
    const same = files.certificate === current.certificate && files.privateKey === current.privateKey;
    if (same && refusal === undefined) return;
    current = files;
    refusal = undefined;
    news({ kind: 'replaced', ...files });
  };
  const look = async (): Promise<void> => {
    const mark = await markOf(place);
    if (mark === known) {
      settling = undefined;
      return;
    }
    if (mark !== settling) {
      settling = mark;
      return;
    }
    const read = await tryToRead(place, clock.wall());
    // Written to while it was read: what was read may be half of each.
    if ((await markOf(place)) !== mark) return;
    known = mark;
    settling = undefined;
    if (!(read instanceof Fault)) return take(read);
    refusal = read.message;
    news({ kind: 'refused', why: refusal });
  };
  const plan = (): void => {
    if (stopped) return;
    timer = clock.after(everyMs, () => void look().finally(plan));
  };
  plan();
  return {
    current: () => current,
    refusal: () => refusal,
    look,
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

async function tryToRead(place: HostCertificatePlace, now: number): Promise<HostCertificateFiles | Fault> {
  try {
    return await readHostCertificate(place, now);
  } catch (thrown) {
    if (thrown instanceof Fault) return thrown;
    return new Fault('config-invalid', thrown instanceof Error ? thrown.message : String(thrown));
  }
}

/** What tells two states of both files apart: which file stands there, how long it is, when anything of it changed. */
async function markOf({ certificate, key }: HostCertificatePlace): Promise<string> {
  const marks = [certificate, key].map(async (path) => {
    try {
      const { dev, ino, size, mtimeMs, ctimeMs } = await stat(path);
      return [dev, ino, size, mtimeMs, ctimeMs].join();
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    }
  });
  return (await Promise.all(marks)).join(';');
}
