import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConsoleFiles, answerConsole, readConsoleFiles } from './console-files.ts';

let folder = '';
let files: ConsoleFiles = new Map();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<style nonce="__NONCE__"></style>');
  await writeFile(join(folder, 'assets/a-1.js'), '1');
  await writeFile(join(folder, 'secret.key'), 'no');
  files = await readConsoleFiles(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const ask = (path: string, method = 'GET') =>
  answerConsole(files, new Request(`https://console.test${path}`, { method }), 'https://console.test');

it('serves files that have a known type, and its page for every other path', async () => {
  expect(await ask('/assets/a-1.js').text()).toBe('1');
  expect(ask('/assets/a-1.js').headers.get('cache-control')).toContain('immutable');
  expect(await ask('/people/per_1').text()).toContain('<style');
  expect(await ask('/secret.key').text()).toContain('<style');
  expect(ask('/assets/gone.js').status).toBe(404);
  expect(ask('/', 'POST').status).toBe(405);
});

it('gives each page a nonce of its own, in page and policy alike', async () => {
  const [one, other] = [ask('/'), ask('/index.html')];
  const nonce = /nonce="([^"]+)"/.exec(await one.text())?.[1];
  expect(one.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
  expect(await other.text()).not.toContain(nonce);
  expect(one.headers.get('content-security-policy')).not.toContain('unsafe');
});
