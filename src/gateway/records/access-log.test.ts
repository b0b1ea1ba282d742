import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AccessRecord } from '#contracts/events.ts';
import { createHandClock } from '#testing/clock.ts';
import { createAccessLog, type AccessLogOptions } from './access-log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'access-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const failures: unknown[] = [];
const log = (changes: Partial<AccessLogOptions> = {}) =>
  createAccessLog({
    folder,
    clock: createHandClock(),
    maxFileBytes: 1 << 20,
    keepFiles: 2,
    maxWaitingBytes: 1 << 20,
    flushMs: 250,
    failed: (error) => failures.push(error),
    ...changes,
  });

const record = (path: string): AccessRecord => ({
  at: 1,
  host: 'a',
  address: '::1',
  method: 'GET',
  path,
  status: 200,
  protocol: 'http',
  bytesIn: 0,
  bytesOut: 5,
  durationMs: 1,
});

it('writes one line per record, in order, whatever is in it', async () => {
  const made = log();
  const paths = ['/a', '/ä\n"', ...Array.from({ length: 2000 }, (_, i) => `/${i}`)];
  for (const path of paths) made.write(record(path));
  await made.close();
  const text = await readFile(join(folder, 'access.ndjson'), 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as AccessRecord).path)).toEqual(paths);
  expect(made.dropped).toBe(0);
});

it('puts full files aside and keeps as many as told', async () => {
  const clock = createHandClock();
  const made = log({ maxFileBytes: 200, clock });
  for (let i = 0; i < 6; i++) {
    made.write(record(`/${i}${'x'.repeat(300)}`));
    clock.advance(1000);
  }
  await made.close();
  const names = await readdir(folder);
  expect(names.filter((name) => name.startsWith('access-'))).toHaveLength(2);
});

it('counts what the disk did not take, and never makes a request wait', async () => {
  const made = log({ folder: join(folder, 'missing') });
  made.write(record('/lost'));
  made.write(record('/lost'));
  await made.close();
  expect(made.dropped).toBe(2);
  expect(failures).toHaveLength(1);
});

it('counts nothing as lost that was written and could not be put aside', async () => {
  failures.length = 0;
  const clock = createHandClock();
  const made = log({ maxFileBytes: 1_000, clock });
  made.write(record('/small'));
  clock.advance(1_000);
  await expect.poll(() => readFile(join(folder, 'access.ndjson'), 'utf8')).toContain('/small');
  await rm(folder, { recursive: true });
  made.write(record(`/${'x'.repeat(1_000)}`));
  await made.close();
  expect([made.dropped, failures.length]).toEqual([0, 1]);
});

it('drops when too much waits', () => {
  const made = log({ maxWaitingBytes: 60_000 });
  for (let i = 0; i < 5000; i++) made.write(record('/x'));
  expect(made.dropped).toBeGreaterThan(0);
});
