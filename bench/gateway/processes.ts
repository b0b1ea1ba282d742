import { gatewayEnvironment } from '../../src/main/parts/gateway-runtime.ts';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { availableParallelism } from 'node:os';

/** A program to start. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly port: number;
  /** The core that it is kept on. */
  readonly core: number;
}

/**
 * The two sides of the comparison each have a core: what is measured must not be moved about, or share one with
 * who drives it and answers behind it.
 */
export const cores = { measured: 0, around: 1 } as const;

/** A command that stays on one core, where the machine has more than one. */
export function onCore(core: number, command: string, args: readonly string[]): [string, string[]] {
  return availableParallelism() < 2 ? [command, [...args]] : ['taskset', ['-c', `${core}`, command, ...args]];
}

/** Starts a program and waits until its port answers. */
export async function startProgram({ command, args, port, core }: Program): Promise<ChildProcess> {
  const env = { ...process.env, ...gatewayEnvironment };
  const child = spawn(...onCore(core, command, args), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env,
  });
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`${command} ended at once`);
    if (await answers(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${command} does not listen on ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** CPU time that a process and its descendants have used so far, microseconds. */
export function cpuOfTree(pid: number): number {
  const perTick = 1_000_000 / ticksPerSecond;
  return treeOf(pid).reduce((sum, each) => sum + ticksOf(each) * perTick, 0);
}

/** Resident memory of a process, bytes. */
export function residentOf(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return pages * 4096;
}

const ticksPerSecond = Number(spawnSync('getconf', ['CLK_TCK']).stdout.toString().trim()) || 100;

function ticksOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
}

function treeOf(pid: number): number[] {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^[0-9]+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      parents.set(parent, [...(parents.get(parent) ?? []), Number(entry)]);
    } catch {
      // It ended while we looked.
    }
  }
  const tree = [pid];
  for (let i = 0; i < tree.length; i++) tree.push(...(parents.get(tree[i] ?? -1) ?? []));
  return tree;
}
