import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import {
  endAll,
  eventually,
  familyOf,
  freePort,
  pidOf,
  run,
  serveFlags,
  temporaryFolder,
} from './support/program.ts';
import { addresses, browserFor, setupLinkIn } from './support/story.ts';

afterEach(endAll);

it('shares the port among workers, and brings back one that is killed', async () => {
  await using folder = await temporaryFolder();
  const port = await freePort();
  const serve = run([...serveFlags({ dataDir: folder.path, port }), '--gateway-workers', '2']);
  const said = await serve.said('is running.');
  const gateway = await eventually('the gateway lives', () => pidOf(folder.path, 'gateway'));
  const workers = async () => (await familyOf(gateway)).filter((pid) => pid !== gateway);
  const before = await workers();
  expect(before).toHaveLength(2);
  process.kill(before[0]!, 'SIGKILL');
  await eventually('there are two again', async () => {
    const now = await workers();
    return now.length === 2 && !now.includes(before[0]!) ? true : undefined;
  });
  const browser = browserFor(join(folder.path, 'gateway/2'));
  await eventually('the port answers', async () =>
    (await browser.fetch(addresses(port)('console', '/setup'))).status === 410 ? true : undefined,
  );
  expect(setupLinkIn(said)).not.toBe('');
  serve.signal('SIGTERM');
  expect(await serve.ended).toEqual({ code: 0, signal: null });
  expect(await workers()).toEqual([]);
});
