import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { endAll, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import { addresses, browserFor, claim, localClient, setupLinkIn } from './support/story.ts';

afterEach(endAll);

it('restores a backup into another directory, with its keys, and refuses one that is in use', async () => {
  await using folder = await temporaryFolder();
  const own = (name: string) => join(folder.path, name);
  const port = await freePort();
  const passphrase = ['--passphrase-file', own('passphrase')];
  await writeFile(own('passphrase'), 'ten thousand quiet otters\n', { mode: 0o600 });
  const serve = run(serveFlags({ dataDir: own('old'), port }));
  const said = await serve.said('is running.');
  const at = addresses(port);
  await claim(browserFor(own('old/gateway/1')), setupLinkIn(said), at);
  const client = localClient(own('old'));
  await client.call(api.apps.create, { body: { name: 'wiki', upstream: { url: 'http://127.0.0.1:9' } } });
  const backup = run(['backup', own('copy'), ...passphrase, '--data-dir', own('old')]);
  expect({ ...(await backup.ended), errors: backup.errors() }).toMatchObject({ code: 0, errors: '' });
  const busy = run(['restore', own('copy'), ...passphrase, '--data-dir', own('old')]);
  expect((await busy.ended).code).not.toBe(0);
  serve.signal('SIGTERM');
  await serve.ended;

  const restored = run(['restore', own('copy'), ...passphrase, '--data-dir', own('new')]);
  expect({ ...(await restored.ended), errors: restored.errors() }).toMatchObject({ code: 0, errors: '' });
  const again = run(serveFlags({ dataDir: own('new'), port }));
  // It has its owner: there is no setup link any more.
  expect(setupLinkIn(await again.said('is running.'))).toBe('');
  const apps = (await localClient(own('new')).call(api.apps.list, {})).items.map(({ name }) => name);
  expect(apps).toContain('wiki');
  const sessions = await localClient(own('new')).call(api.sessions.list, { query: { state: 'live' } });
  expect(sessions.items).toEqual([]);
  again.signal('SIGTERM');
  expect((await again.ended).code).toBe(0);
});
