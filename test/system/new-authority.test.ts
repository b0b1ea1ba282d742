import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { api } from '#contracts/api/operations.ts';
import { endAll, eventually, freePort, run, serveFlags, temporaryFolder } from './support/program.ts';
import { addresses, browserFor, claim, localClient, setupLinkIn } from './support/story.ts';

afterEach(endAll);

it('believes no gateway of an authority that was replaced at once, and lets its own join anew at the next start', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const start = async () => {
    const serve = run(serveFlags({ dataDir: folder.path, port }));
    return { serve, said: await serve.said('is running.') };
  };
  const first = await start();
  const browser = browserFor(join(folder.path, 'gateway/1'));
  const at = addresses(port);
  await claim(browser, setupLinkIn(first.said), at);
  const client = localClient(folder.path);
  const seen = async () => (await client.call(api.gateways.list, {})).items.map(({ id }) => id);
  const before = await seen();
  expect(before).toHaveLength(1);
  expect((await browser.fetch(at('signin'))).status).toBeLessThan(500);

  await client.call(api.keys.rotate, { body: { purpose: 'ca', when: 'now' } });
  await eventually('its stream is gone: our own pages cannot be had', async () =>
    (await browser.fetch(at('signin'))).status >= 500 ? true : undefined,
  );
  first.serve.signal('SIGTERM');
  expect(await first.serve.ended).toEqual({ code: 0, signal: null });

  await start();
  await eventually('a gateway that joined anew serves', async () =>
    (await browser.fetch(at('signin')).catch(() => undefined))?.status === 200 ? true : undefined,
  );
  expect(await seen()).toHaveLength(2);
});
