import { readFile, stat, writeFile } from 'node:fs/promises';
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

async function type(...words: string[]) {
  const typed = run(words);
  const { code } = await typed.ended;
  return { code, text: typed.output(), errors: typed.errors() };
}

async function stop(serve: Run): Promise<void> {
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
}

it('brings an installation back in an empty directory by the backup and its passphrase alone', async () => {
  await using outside = await temporaryFolder();
  await using first = await temporaryFolder();
  await using second = await temporaryFolder();
  const port = await freePort();
  const [backup, passphrase, wrong] = ['backup', 'passphrase', 'wrong'].map((name) =>
    join(outside.path, name),
  );
  await writeFile(passphrase!, 'four grey otters under ice\n', { mode: 0o600 });
  await writeFile(wrong!, 'four grey otters under fire\n', { mode: 0o600 });

  const serve = run(serveFlags({ dataDir: first.path, port }));
  const link = setupLinkIn(await serve.said('is running.'));
  await claim(browserFor(join(first.path, 'gateway/1')), link, addresses(port));
  const client = localClient(first.path);
  await client.call(api.apps.create, { body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:9' } } });
  const checkpoints = join(first.path, 'checkpoints/checkpoints.ndjson');
  const kept = await eventually('a checkpoint lies beside the database', () =>
    readFile(checkpoints, 'utf8').then(
      (text) => (text.includes('\n') ? text : undefined),
      () => undefined,
    ),
  );
  expect(JSON.parse(kept.split('\n')[0]!)).toMatchObject({ type: 'checkpoint', checkpoint: { number: 1 } });
  expect((await stat(checkpoints)).mode & 0o777).toBe(0o600);
  const written = await type('backup', backup!, '--passphrase-file', passphrase!, '--data-dir', first.path);
  expect(written).toMatchObject({ code: 0, errors: '' });

  const restore = (dataDir: string, secret: string) =>
    type('restore', backup!, '--passphrase-file', secret, '--data-dir', dataDir);
  // Neither while it runs, nor over what is there, nor by a wrong passphrase; and none of them spoils anything.
  expect((await restore(first.path, passphrase!)).code).not.toBe(0);
  await stop(serve);
  expect((await restore(first.path, passphrase!)).errors).toContain('holds an installation already');
  expect((await restore(second.path, wrong!)).code).not.toBe(0);
  const done = await restore(second.path, passphrase!);
  expect(done).toMatchObject({ code: 0, errors: '' });
  expect(done.text).toContain('10 recovery codes are spent');
  const keys = [first, second].map(({ path }) => readFile(join(path, 'root.key'), 'utf8'));
  expect(await keys[1]).toBe(await keys[0]);
  expect((await stat(join(second.path, 'root.key'))).mode & 0o777).toBe(0o600);

  const again = run(serveFlags({ dataDir: second.path, port }));
  // There is an owner already: nobody is invited to become one.
  expect(setupLinkIn(await again.said('is running.'))).toBe('');
  const restored = localClient(second.path);
  const people = await restored.call(api.people.list, { query: {} });
  expect(people.items).toMatchObject([{ name: 'Ada', email: 'ada@example.org' }]);
  const apps = await restored.call(api.apps.list, { query: {} });
  expect(apps.items.map(({ name }) => name)).toContain('wiki');
  const trail = await restored.call(api.audit.list, { query: { kind: 'backup-restored' } });
  expect(trail.items).toMatchObject([{ actor: { kind: 'local' }, data: { credentials: 'invalidated' } }]);
  const verified = await type('audit', 'verify', '--data-dir', second.path);
  expect(verified.text).toContain(': intact.');
  await stop(again);
});
