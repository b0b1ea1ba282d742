import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { claimDataDirectory, type DirectoryClaim } from './claim.ts';

let base: string;
let dataDir: string;
const claims: DirectoryClaim[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  base = dataDir = await mkdtemp(join(tmpdir(), 'claim-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(claims.splice(0).map((claim) => claim.release()));
  await rm(base, { recursive: true, force: true });
});

async function claim(): Promise<string> {
  try {
    claims.push(await claimDataDirectory(dataDir));
    return 'claimed';
  } catch (error) {
    return error instanceof Error ? error.message : 'failed';
  }
}

/** Another process that holds the directory's socket, and would say its pid. */
async function owner(): Promise<ChildProcess> {
  const path = join(dataDir, 'owner-1.sock');
  const source = `require('net').createServer((s) => s.end(process.pid + '\\n')).listen(${JSON.stringify(path)})`;
  const child = spawn(process.execPath, ['-e', source], { stdio: 'ignore' });
  children.push(child);
  await vi.waitFor(() => stat(path), { timeout: 10_000 });
  return child;
}

it('gives a directory to one of many', async () => {
  const results = await Promise.all(Array.from({ length: 8 }, claim));
  expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
  expect(results.find((result) => result !== 'claimed')).toContain(`another Sallyport (pid ${process.pid})`);
  expect(await readdir(dataDir)).toEqual(['owner-1.sock']);
  expect((await stat(join(dataDir, 'owner-1.sock'))).mode & 0o777).toBe(0o600);
});

it('gives it again once it was released', async () => {
  expect(await claim()).toBe('claimed');
  await claims.pop()?.release();
  expect(await readdir(dataDir)).toEqual([]);
  expect(await claim()).toBe('claimed');
});

it('names the owner, also one that is stopped and cannot answer', async () => {
  const child = await owner();
  expect(await claim()).toContain(`pid ${child.pid}`);
  child.kill('SIGSTOP');
  expect(await claim()).toContain('another process');
});

it('takes over from an owner that was killed', async () => {
  const child = await owner();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await readdir(dataDir)).toEqual(['owner-1.sock']); // what a killed owner leaves
  const results = await Promise.all(Array.from({ length: 8 }, claim));
  expect(results.filter((result) => result === 'claimed')).toHaveLength(1);
  expect(await readdir(dataDir)).toEqual(['owner-2.sock']);
});

it.runIf(process.platform === 'linux')('works where the path is too long to bind', async () => {
  dataDir = join(dataDir, 'x'.repeat(60), 'y'.repeat(60));
  await mkdir(dataDir, { recursive: true });
  expect(await claim()).toBe('claimed');
  expect(await claim()).toContain(`pid ${process.pid}`);
});
