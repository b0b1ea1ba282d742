import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Takes the pictures of README and docs anew, by the tests that walk through the pages in a real browser: what is
// shown is what was tested. Needs what the system tests need.

/** The file in docs/images, the test that takes it, and the name that the test gives it. */
const pictures: readonly (readonly [to: string, test: string, from: string])[] = [
  ['setup-certificate', 'first-steps', 'first-trusted'],
  ['setup-codes', 'browser-story', 'setup-codes'],
  ['hello-cut', 'first-steps', 'first-hello-cut'],
  ['own-app', 'first-steps', 'first-own-refused'],
  ['refused', 'browser-story', 'refused'],
  ['policy', 'browser-story', 'policy'],
  ['live', 'browser-story', 'live'],
  ['cut', 'browser-story', 'cut'],
  ['audit', 'browser-story', 'audit'],
  ['overview', 'demo', 'overview'],
  ['demo', 'demo', 'demo'],
  ['map', 'demo', 'map'],
];

const folder = await mkdtemp(join(tmpdir(), 'sallyport-pictures-'));
try {
  for (const test of new Set(pictures.map(([, name]) => name))) await take(test);
  await mkdir('docs/images', { recursive: true });
  for (const [to, test, from] of pictures)
    await copyFile(join(folder, test, `${from}.png`), `docs/images/${to}.png`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function take(test: string): Promise<void> {
  const args = ['vitest', 'run', '--project', 'system', `test/system/${test}.test.ts`];
  const env = { ...process.env, SCREENSHOTS: join(folder, test) };
  const child = spawn('npx', args, { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`test/system/${test}.test.ts failed: no picture was changed`);
}
