import { afterEach, describe, expect, it } from 'vitest';
import {
  type PartName,
  accepts,
  endAll,
  eventually,
  freePort,
  pidOf,
  run,
  serveFlags,
  temporaryFolder,
} from './support/program.ts';

afterEach(endAll);

const up = 'is running.';
const parts: readonly PartName[] = ['gateway', 'control', 'postgres'];

async function goneAll(dataDir: string, pids: readonly number[]): Promise<void> {
  await eventually('no process is left', async () => {
    const left = await Promise.all(parts.map((part) => pidOf(dataDir, part)));
    return left.every((pid) => pid === undefined || !pids.includes(pid)) ? true : undefined;
  });
}

async function pidsOf(dataDir: string): Promise<readonly number[]> {
  return Promise.all(parts.map((part) => eventually(`${part} lives`, () => pidOf(dataDir, part))));
}

describe('starting and stopping', () => {
  it('starts, tells where it is, starts again, and ends all on SIGTERM and SIGINT', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const figures: string[] = [];
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const begun = performance.now();
      const serve = run(serveFlags({ dataDir: folder.path, port }));
      const said = await serve.said(up);
      const ms = performance.now() - begun;
      figures.push(`${(ms / 1000).toFixed(1)} s`);
      expect(ms).toBeLessThan(30_000);
      expect(said).toContain(`https://console.sallyport.localhost:${port}`);
      expect(said).toContain(folder.path);
      const pids = await pidsOf(folder.path);
      serve.signal(signal);
      expect(await serve.ended).toEqual({ code: 0, signal: null });
      await goneAll(folder.path, pids);
      expect(await accepts(port)).toBeUndefined();
      expect(serve.errors()).toBe('');
    }
    process.stdout.write(`ready after ${figures[0]} at the first start, ${figures[1]} at the second\n`);
  });

  it('runs under npm, takes flags there, and ends in order on Ctrl-C', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const [, ...flags] = serveFlags({ dataDir: folder.path, port });
    const words = ['start', '--', '--domain', 'corp.localhost', ...flags];
    const serve = run(words, { command: 'npm', group: 'own' });
    expect(await serve.said(up)).toContain(`https://console.corp.localhost:${port}`);
    const pids = await pidsOf(folder.path);
    // The terminal's Ctrl-C reaches the whole foreground group.
    serve.signal('SIGINT');
    await serve.ended;
    await goneAll(folder.path, pids);
    expect(serve.errors()).not.toMatch(/ended \(/);
  });
});

describe('accidents', () => {
  it('brings back each part that is killed', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const serve = run(serveFlags({ dataDir: folder.path, port }));
    await serve.said(up);
    for (const part of parts) {
      const before = await eventually(`${part} lives`, () => pidOf(folder.path, part));
      process.kill(before, 'SIGKILL');
      await eventually(`${part} is back`, async () => {
        const now = await pidOf(folder.path, part);
        return now === before ? undefined : now;
      });
      await eventually('the port answers', () => accepts(port));
    }
    const pids = await pidsOf(folder.path);
    serve.signal('SIGTERM');
    expect(await serve.ended).toEqual({ code: 0, signal: null });
    await goneAll(folder.path, pids);
  });

  it('starts after the supervisor was killed, with parts that are stopped as well', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const first = run(serveFlags({ dataDir: folder.path, port }));
    await first.said(up);
    const gateway = await eventually('the gateway lives', () => pidOf(folder.path, 'gateway'));
    // A part that sleeps does not hear that its supervisor is gone: the next start has to end it.
    process.kill(gateway, 'SIGSTOP');
    first.signal('SIGKILL');
    await first.ended;
    const second = run(serveFlags({ dataDir: folder.path, port }));
    await second.said(up);
    const pids = await pidsOf(folder.path);
    second.signal('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
    await goneAll(folder.path, [...pids, gateway]);
  });

  it('leaves nothing running when the supervisor is killed and nobody starts again', async () => {
    await using folder = await temporaryFolder();
    const port = await freePort();
    const serve = run(serveFlags({ dataDir: folder.path, port }));
    await serve.said(up);
    const [gateway, control, postgres] = await pidsOf(folder.path);
    serve.signal('SIGKILL');
    await goneAll(folder.path, [gateway ?? 0, control ?? 0]);
    // PostgreSQL waits for the next start, which stops it; here nobody comes.
    process.kill(postgres ?? 0, 'SIGINT');
    await goneAll(folder.path, [postgres ?? 0]);
    expect(await accepts(port)).toBeUndefined();
  });
});
