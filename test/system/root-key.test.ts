import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import {
  type Run,
  endAll,
  eventually,
  freePort,
  run,
  serveFlags,
  temporaryFolder,
} from './support/program.ts';
import { addresses, browserFor, claim, localClient, setupLinkIn } from './support/story.ts';

afterEach(endAll);

async function stop(serve: Run): Promise<void> {
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
}

it('puts another root key in the place of one, and runs without the old one', async () => {
  await using folder = await temporaryFolder();
  const dataDir = folder.path;
  const path = join(dataDir, 'root.key');
  const port = await freePort();
  const flags = serveFlags({ dataDir, port });
  const type = async (...words: string[]) => {
    const typed = run([...words, '--data-dir', dataDir]);
    const { code } = await typed.ended;
    return { code, text: typed.output(), errors: typed.errors() };
  };
  const first = run(flags);
  await claim(
    browserFor(join(dataDir, 'gateway/1')),
    setupLinkIn(await first.said('is running.')),
    addresses(port),
  );
  expect((await type('keys', 'forget-root')).errors).toContain('holds no older root key');
  // While it runs it seals under the old key still, and nothing may be forgotten.
  const [old] = (await readFile(path, 'utf8')).split('\n');
  expect(await type('keys', 'rotate-root')).toMatchObject({ code: 0, errors: '' });
  expect((await type('keys', 'rotate-root')).errors).toContain('holds an older root key still');
  expect((await type('keys', 'forget-root')).errors).toContain('not everything is sealed');
  await stop(first);

  const second = run(flags);
  await second.said('is running.');
  const forgotten = await eventually('everything is sealed anew', async () => {
    const tried = await type('keys', 'forget-root');
    return tried.code === 0 ? tried : undefined;
  });
  expect(forgotten.text).toContain('opens nothing of this installation any more');
  expect(await readFile(path, 'utf8')).not.toContain(old);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await stop(second);

  const third = run(flags);
  expect(setupLinkIn(await third.said('is running.'))).toBe('');
  const people = await localClient(dataDir).call(api.people.list, { query: {} });
  expect(people.items).toMatchObject([{ name: 'Ada' }]);
  const trail = await eventually('the start without the old key is on record', async () => {
    const read = await localClient(dataDir).call(api.audit.list, { query: { kind: 'key-rotated' } });
    return read.items.length > 1 ? read : undefined;
  });
  expect(trail.items).toMatchObject([
    { actor: { kind: 'system' }, data: { purpose: 'root', forgotten: [expect.any(String)] } },
    { actor: { kind: 'system' }, data: { purpose: 'root', from: [expect.any(String)] } },
  ]);
  expect((await type('audit', 'verify')).text).toContain(': intact.');
  expect((await type('doctor')).text).toContain('root-key: ok');
  await stop(third);
});
