import { describe, expect, it } from 'vitest';
import { oneGateway, type Setting } from '#testing/one-gateway.ts';

// One path decided, another served (as in CVE-2021-32637): where the path decides, what is decided on is what
// is forwarded, and what servers read differently is refused.
const routes = [{ id: 'rte_admin', name: 'admin', methods: [], patterns: ['/admin/**'] }];

async function status({ ask, client }: Setting, path: string): Promise<number> {
  ask(`GET ${path}`);
  return (await client.response()).status;
}

describe('an app with routes', () => {
  it.each([
    '/public/../admin',
    '/public/%2e%2e/admin',
    '/public/..%2fadmin',
    '/public%2f..%2fadmin',
    '/%2fadmin',
    '//admin',
    '/public//admin',
    '/public;x=1/admin',
    '/admin;x',
    '/public/..;/admin',
    '/admin%00.html',
    '/admin%23',
    '/admin%3f',
    '/%61dmin%5c..',
    '/public\\..\\admin',
    '/public/%252e%252e/admin',
    '/public/%c0%ae%c0%ae/admin',
    '/admin%0d%0a',
    '/./admin',
    '/admin/.',
  ])('refuses %s and asks nobody', async (path) => {
    const setting = await oneGateway({ app: { routes } });
    expect(await status(setting, path)).toBe(400);
    expect(setting.gateway.access.asked).toEqual([]);
    expect(setting.upstream.connections).toBe(0);
  });

  it.each([
    ['/%61dmin/x', '/admin/x'],
    ['/adm%69n', '/admin'],
    ['/admin/%7euser', '/admin/~user'],
  ])('decides on %s as %s, and forwards exactly that', async (path, canonical) => {
    const { asked, gateway } = await oneGateway({ app: { routes } });
    const { lines } = await asked(`GET ${path}?q=%2f..`);
    expect(lines[0]).toBe(`GET ${canonical}?q=%2f.. HTTP/1.1`);
    expect(gateway.access.asked[0]).toMatchObject({ routes: ['rte_admin'], path: canonical });
  });

  it('asks for every route that some reading of an allowed oddity matches', async () => {
    const paths = { allow: ['%2f' as const, ';' as const], ignoreCase: true };
    const { asked, gateway } = await oneGateway({ app: { routes, paths } });
    await asked('GET /ADMIN;v=1%2fx');
    expect(gateway.access.asked[0]).toMatchObject({ routes: ['rte_admin'] });
  });
});

it('leaves the path of an app without routes untouched', async () => {
  const { asked } = await oneGateway();
  const { lines } = await asked('GET /a%2Fb//c;d/..%5c?x=../..');
  expect(lines[0]).toBe('GET /a%2Fb//c;d/..%5c?x=../.. HTTP/1.1');
});

describe('our own paths', () => {
  it.each([
    '/.sallyport/x',
    '/.SALLYPORT/x',
    '/%2esallyport/x',
    '/.%73allyport/x',
    '/.%2573allyport/x',
    '//.sallyport/x',
    '/a/../.sallyport/x',
    '/.sallyport;a/x',
    '/\\.sallyport/x',
    '/.sallyport',
    '/%2f.sallyport/x',
    '/.sally%00port/x',
  ])('%s is never forwarded', async (path) => {
    const setting = await oneGateway();
    expect(await status(setting, path)).toBe(404);
    expect(setting.upstream.connections).toBe(0);
  });

  it.each(['/sallyport', '/x?a=/.sallyport/', '/.sallyportx'])('%s is nobody of ours', async (path) => {
    const { asked } = await oneGateway();
    expect((await asked(`GET ${path}`)).lines[0]).toBe(`GET ${path} HTTP/1.1`);
  });
});
