import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import { addresses, browserFor, claim, localClient, setupLinkIn } from './support/story.ts';

afterEach(endAll);

it('believes no gateway of an authority that was replaced at once; its own join anew by themselves, each as it was', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const serve = run(serveFlags({ dataDir: folder.path, port }));
  const browser = browserFor(join(folder.path, 'gateway/1'));
  const at = addresses(port);
  await claim(browser, setupLinkIn(await serve.said('is running.')), at);
  const client = localClient(folder.path);
  const seen = async () => (await client.call(api.gateways.list, {})).items.map(({ id }) => id);
  const before = await seen();
  expect(before).toHaveLength(1);
  expect((await browser.fetch(at('signin'))).status).toBeLessThan(500);

  await client.call(api.keys.rotate, { body: { purpose: 'ca', when: 'now' } });
  await eventually('its stream is gone: our own pages cannot be had', async () =>
    (await browser.fetch(at('signin')).catch(() => undefined))?.status === 200 ? undefined : true,
  );
  await eventually('it joined anew and serves', async () =>
    (await browser.fetch(at('signin')).catch(() => undefined))?.status === 200 ? true : undefined,
  );
  expect(await seen()).toEqual(before);
});

it('keeps a gateway of its own disabled whose certificate ran out, until it is enabled', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const flags = serveFlags({ dataDir: folder.path, port });
  const first = run(flags);
  const identity = join(folder.path, 'gateway/1');
  const at = addresses(port);
  const browser = browserFor(identity);
  await claim(browser, setupLinkIn(await first.said('is running.')), at);
  const client = localClient(folder.path);
  const list = async () => (await client.call(api.gateways.list, {})).items;
  const [own] = await list();
  if (own === undefined) throw new Error('there is no gateway');
  await client.call(api.gateways.disable, { params: { gateway: own.id } });
  first.signal('SIGTERM');
  await first.ended;
  const path = join(identity, 'identity.json');
  const held = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...held, renewAt: 0, endsAt: 0 }));

  await run(flags).said('is running.');
  expect(await list()).toMatchObject([{ id: own.id, state: 'disabled' }]);
  await client.call(api.gateways.enable, { params: { gateway: own.id } });
  await eventually('it serves again', async () =>
    (await browser.fetch(at('signin')).catch(() => undefined))?.status === 200 ? true : undefined,
  );
  expect(await list()).toMatchObject([{ id: own.id, state: 'enabled' }]);
});
