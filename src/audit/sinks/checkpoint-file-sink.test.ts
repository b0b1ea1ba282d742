import { chmod, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCheckpointFileSink } from './checkpoint-file-sink.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  path = join(folder, 'checkpoints.ndjson');
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

const start = Date.UTC(2026, 0, 1, 12);
const hour = 3_600_000;
const line = (number: number, at = start + number * hour) =>
  JSON.stringify({ type: 'checkpoint', checkpoint: { number, at }, kid: 'k', signature: 's' });
const numbersIn = async (name: string) =>
  (await readFile(join(folder, name), 'utf8'))
    .split('\n')
    .filter((text) => text !== '')
    .map((text) => (JSON.parse(text) as { checkpoint: { number: number } }).checkpoint.number);
const sink = (lines: number) => createCheckpointFileSink({ path, maxBytes: lines * (line(100).length + 1) });

it('keeps the newest whole and of older days the first, in little room', async () => {
  const file = sink(30);
  for (let number = 100; number < 400; number += 1) await file.write([line(number)]);
  expect((await readdir(folder)).toSorted()).toEqual([
    'checkpoints-before.ndjson',
    'checkpoints-daily.ndjson',
    'checkpoints.ndjson',
  ]);
  const newest = [
    ...(await numbersIn('checkpoints-before.ndjson')),
    ...(await numbersIn('checkpoints.ndjson')),
  ];
  expect(newest).toEqual(Array.from({ length: newest.length }, (_, n) => 400 - newest.length + n));
  expect(newest.length).toBeGreaterThan(30);
  expect(newest.length).toBeLessThanOrEqual(60);
  // 100 is 16 o'clock of its day; from then on the first of each day is at midnight.
  const daily = await numbersIn('checkpoints-daily.ndjson');
  expect(daily.slice(0, 3)).toEqual([100, 108, 132]);
  expect(new Set(daily).size).toBe(daily.length);
  // Whoever comes late finds a checkpoint of every day there was.
  const days = new Set(
    [...daily, ...newest].map((number) => Math.floor((start + number * hour) / 86_400_000)),
  );
  expect(days.size).toBe(Math.floor((12 + 399) / 24) - Math.floor((12 + 100) / 24) + 1);
  expect((await stat(join(folder, 'checkpoints-daily.ndjson'))).mode & 0o777).toBe(0o600);
});

it('does not keep a day twice when putting aside was broken off', async () => {
  const file = sink(3);
  await file.write([line(100), line(101), line(102)]);
  // As it is after a crash between the two steps.
  await writeFile(join(folder, 'checkpoints-daily.ndjson'), `${line(100)}\n`);
  await file.write([line(103)]);
  expect(await numbersIn('checkpoints-daily.ndjson')).toEqual([100]);
  expect(await numbersIn('checkpoints-before.ndjson')).toEqual([100, 101, 102]);
  expect(await numbersIn('checkpoints.ndjson')).toEqual([103]);
});

it('loses no line to one that broke off before it, in either file', async () => {
  const broken = line(1).slice(0, 20);
  await writeFile(path, `${line(100)}\n${broken}`);
  await writeFile(join(folder, 'checkpoints-daily.ndjson'), broken);
  const file = sink(3);
  await file.write([line(101)]);
  expect((await readFile(path, 'utf8')).split('\n')).toEqual([line(100), broken, line(101), '']);
  await file.write([line(102), line(103)]);
  const daily = await readFile(join(folder, 'checkpoints-daily.ndjson'), 'utf8');
  expect(daily.split('\n')).toEqual([broken, line(100), '']);
});

it('takes checkpoints alone, and goes on when somebody moved its file away', async () => {
  const file = sink(100);
  await file.write(['{"type":"record"}', line(1)]);
  await rm(path);
  await file.write([line(2)]);
  await file.write(['{"type":"record"}']);
  expect(await numbersIn('checkpoints.ndjson')).toEqual([2]);
});

it.skipIf(process.getuid?.() === 0)('rejects what could not be kept', async () => {
  await chmod(folder, 0o500);
  await expect(sink(1).write([line(1)])).rejects.toMatchObject({ code: 'EACCES' });
});
