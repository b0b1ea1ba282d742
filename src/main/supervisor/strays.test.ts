import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { endStrays, openChildrenList } from './strays.ts';

let dataDir = '';
beforeEach(async () => void (dataDir = await mkdtemp(join(tmpdir(), 'sallyport-strays-'))));
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const sleeper = () => spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });

it.runIf(process.platform === 'linux')('ends what was left behind, even when it is stopped', async () => {
  const child = sleeper();
  const exit = once(child, 'exit');
  await openChildrenList(dataDir).add(child.pid!);
  process.kill(child.pid!, 'SIGSTOP');
  expect(await endStrays(dataDir)).toEqual([child.pid]);
  expect((await exit)[1]).toBe('SIGKILL');
});

it.runIf(process.platform === 'linux')('spares a stranger that got the pid since', async () => {
  const stranger = sleeper();
  const list = [{ pid: stranger.pid, identity: 'another-boot/1' }];
  await writeFile(join(dataDir, 'children.json'), JSON.stringify(list));
  expect(await endStrays(dataDir)).toEqual([]);
  expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
  stranger.kill('SIGKILL');
});

it('takes a damaged or missing list as none', async () => {
  expect(await endStrays(dataDir)).toEqual([]);
  await writeFile(join(dataDir, 'children.json'), '[{"pid":1,');
  expect(await endStrays(dataDir)).toEqual([]);
  await writeFile(join(dataDir, 'children.json'), '[{"pid":-1,"identity":"x"}]');
  expect(await endStrays(dataDir)).toEqual([]);
});

it('forgets all when it is cleared', async () => {
  const list = openChildrenList(dataDir);
  await list.add(process.pid);
  await list.clear();
  expect(await endStrays(dataDir)).toEqual([]);
});
