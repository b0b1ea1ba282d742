import { readFile, writeFile } from 'node:fs/promises';

/** What a process holds resident, in MiB (proc(5), `status`). */
export interface ResidentMemory {
  readonly now: number;
  /** The most since `forgetPeak`. */
  readonly peak: number;
}

/** Reads what a process holds resident. */
export async function residentMemory(pid: number): Promise<ResidentMemory> {
  const status = await readFile(`/proc/${pid}/status`, 'latin1');
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { now: field('VmRSS'), peak: field('VmHWM') };
}

/** Lets the peak begin at what is resident now (proc(5), `clear_refs`). */
export async function forgetPeak(pid: number): Promise<void> {
  await writeFile(`/proc/${pid}/clear_refs`, '5');
}
