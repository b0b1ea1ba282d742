import type { PartProcess } from '../../test/system/support/installation.ts';
import { readFileSync } from 'node:fs';

type Processes = readonly PartProcess[];

/** Milliseconds of CPU time that each kind of process has used so far, by name. */
export function cpuTimes(processes: Processes): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { name, pid } of processes) {
    // Its work is done by processes that come and go with connections.
    if (name === 'PostgreSQL') continue;
    times.set(name, (times.get(name) ?? 0) + cpuOf(pid));
  }
  return times;
}

/** What was used since `before`, as one line. */
export function cpuSince(before: ReadonlyMap<string, number>, processes: Processes): string {
  const parts = [...cpuTimes(processes)].map(
    ([name, ms]) => `${name} ${Math.round(ms - (before.get(name) ?? 0))} ms`,
  );
  return `  CPU: ${parts.join(', ')}`;
}

// proc(5): fields 14 and 15 of stat, in ticks of 10 ms, after the name, which may itself hold blanks.
function cpuOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}
