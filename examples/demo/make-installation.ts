import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRootKeys } from '#ca/index.ts';
import {
  claimDataDirectory,
  findServerAccount,
  openEmbeddedPostgres,
  prepareDataDirectory,
} from '#postgres/index.ts';
import { clear, dataDirOf, lookAt, remember, type Remembered, take } from './demo-folder.ts';
import { freePort } from './free-port.ts';
import { upstreamsOn } from './apps/upstreams.ts';
import { writeHistory } from './history/write-history.ts';

export interface DemoOptions {
  readonly folder: string;
  readonly domain: string;
  readonly publicPort: number;
  readonly seed: number;
  readonly version: string;
  /** `fresh`: begin anew even where there is a demo. */
  readonly begin: 'fresh' | 'where-it-stood';
  readonly say: (line: string) => void;
}

/** How many days the story has. */
export const storyDays = 14;

/**
 * Makes the installation of the demo, claimed and with its history, or takes the one that is there. What it makes
 * is an ordinary data directory that any `serve` can run.
 */
export async function makeInstallation(options: DemoOptions): Promise<Remembered> {
  const { folder, begin, say } = options;
  const found = await lookAt(folder);
  if (found.kind === 'foreign')
    throw new Error(`${folder} is not empty and was not made by the demo. Name another with --data-dir.`);
  if (found.kind === 'whole' && begin === 'where-it-stood') return found.remembered;
  await clear(folder);
  await take(folder);
  const started = { at: Date.now(), cpu: process.cpuUsage() };
  say('Two weeks of history are being written …');
  const dataDir = await prepareDataDirectory(dataDirOf(folder), await findServerAccount());
  const claim = await claimDataDirectory(dataDir);
  try {
    const remembered = await write(options, dataDir);
    await remember(folder, remembered);
    say(`… by ${remembered.people.length} people, in ${took(started)}.`);
    return remembered;
  } finally {
    await claim.release();
  }
}

/** How long it took: on a busy machine mostly waiting for a processor, so both are said. */
function took({ at, cpu }: { readonly at: number; readonly cpu: NodeJS.CpuUsage }): string {
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  return `${seconds(Date.now() - at)} (${seconds((user + system) / 1_000)} of them at work here, the rest in the database)`;
}

/** The folder in which the first gateway of `serve` keeps its access records, made as it makes it. */
async function makeAccessFolder(dataDir: string): Promise<string> {
  const folder = join(dataDir, 'gateway/1/access');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}

async function write(
  { domain, publicPort, seed, version }: DemoOptions,
  dataDir: string,
): Promise<Remembered> {
  const [guidePort, appsPort] = [await freePort(), await freePort()];
  const quiet = { info: () => {}, warn: () => {} };
  const server = await openEmbeddedPostgres({ dataDir, log: quiet });
  try {
    const until = Date.now() - 60_000;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const { people } = await writeHistory({
      stage: {
        database: server.address,
        rootKeys: await openRootKeys({ dataDir }),
        domain,
        publicPort,
        zone,
        version,
      },
      upstreams: upstreamsOn(appsPort),
      guide: `http://127.0.0.1:${guidePort}/`,
      accessFolder: await makeAccessFolder(dataDir),
      seed,
      until,
      days: storyDays,
    });
    const kept = people.map(({ email, totpSecret }) => ({ email, totpSecret }));
    return { seed, until, guidePort, appsPort, people: kept };
  } finally {
    await server.stop();
  }
}
