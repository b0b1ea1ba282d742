import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';

const fileName = 'children.json';
const listSchema = z.array(z.object({ pid: z.number().int().min(2), identity: z.string().min(1) }));
type Listed = z.infer<typeof listSchema>[number];

/** The children of this start, written down so that the next one can end those that a `kill -9` left behind. */
export interface ChildrenList {
  add(pid: number): Promise<void>;
  /** Forgets all: they were ended in order. */
  clear(): Promise<void>;
}

/** Opens the list of a data directory that this process has claimed. */
export function openChildrenList(dataDir: string): ChildrenList {
  const path = join(dataDir, fileName);
  let listed: readonly Listed[] = [];
  // One write after the other: two children may start in the same moment.
  let last: Promise<void> = Promise.resolve();
  return {
    add(pid) {
      listed = [...listed.filter((child) => identityOf(child.pid) === child.identity), ...identified(pid)];
      const text = JSON.stringify(listed);
      last = last
        .then(() => writeFile(`${path}.new`, text, { mode: 0o600 }))
        .then(() => rename(`${path}.new`, path));
      return last;
    },
    async clear() {
      await last.catch(() => undefined);
      await rm(path, { force: true });
    },
  };
}

/**
 * Ends what an earlier supervisor left running. A pid alone may have gone to a stranger since, so only a
 * process that started in the very moment that was written down is touched.
 * @returns the pids that were ended
 */
export async function endStrays(dataDir: string): Promise<readonly number[]> {
  const text = await readFile(join(dataDir, fileName), 'utf8').catch(() => '[]');
  const strays = parse(text).filter(({ pid, identity }) => identityOf(pid) === identity);
  for (const { pid } of strays) {
    try {
      process.kill(-pid, 'SIGKILL'); // each child leads a process group
    } catch {
      // it ended in between
    }
  }
  for (let tick = 0; tick < 250; tick += 1) {
    if (strays.every(({ pid, identity }) => identityOf(pid) !== identity)) break;
    await wait(20);
  }
  return strays.map(({ pid }) => pid);
}

function parse(text: string): readonly Listed[] {
  try {
    return listSchema.parse(JSON.parse(text));
  } catch {
    return []; // half written, by a machine that lost power: then its processes are gone too
  }
}

function identified(pid: number): readonly Listed[] {
  const identity = identityOf(pid);
  return identity === undefined ? [] : [{ pid, identity }];
}

/**
 * What tells a process from every other that ever had its pid: the machine's start and its own (proc(5), field
 * 22). Undefined for one that has ended, and on systems without /proc.
 */
function identityOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z' || state === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()}/${fields[18] ?? ''}`;
  } catch {
    return undefined;
  }
}
