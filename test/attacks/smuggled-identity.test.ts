import { describe, expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';

// Identity headers smuggled under another spelling (as in CVE-2025-64484): the upstream must see only ours.
const names = [
  'Sallyport-Assertion',
  'Sallyport-Address',
  'X-Sallyport-User',
  'X-Forwarded-For',
  'X-Forwarded-User',
  'X-Forwarded-Host',
  'X-Forwarded-Email',
  'X-Forwarded-Proto',
  'Forwarded',
  'X-Real-IP',
  'X-Auth-Request-User',
  'X-WebAuth-User',
  'Remote-User',
  'X-Remote-User',
];
const spellings = (name: string): string[] => [
  name,
  name.toLowerCase(),
  name.toUpperCase(),
  name.replaceAll('-', '_'),
  name.replace('-', '_'),
  name.replaceAll('-', '.'),
  name.toLowerCase().replaceAll('-', '_'),
];
const all = names.flatMap(spellings);
const poison = 'mallory';

describe('identity that a client claims', () => {
  it('reaches the upstream under none of many spellings, nor twice', async () => {
    expect(new Set(all).size).toBeGreaterThan(40);
    const { asked } = await oneGateway();
    const { lines } = await asked(
      'GET /',
      ...all.flatMap((name) => [`${name}: ${poison}`, `${name}:${poison}`]),
    );
    expect(lines.join('\n')).not.toContain(poison);
    expect(lines.filter((line) => line.startsWith('Sallyport-Assertion:'))).toEqual([
      'Sallyport-Assertion: signed',
    ]);
    expect(lines.filter((line) => /^x-forwarded-for:/i.test(line))).toEqual(['X-Forwarded-For: 127.0.0.1']);
  });

  it('is not taken away by naming ours in Connection', async () => {
    const { asked } = await oneGateway();
    const { lines } = await asked(
      'GET /',
      'Connection: Sallyport-Assertion, X-Forwarded-For, X-Forwarded-Host',
    );
    expect(lines).toContain('Sallyport-Assertion: signed');
    expect(lines).toContain('X-Forwarded-For: 127.0.0.1');
    expect(lines.some((line) => /^connection:/i.test(line))).toBe(false);
  });

  it('does not come in with the trailers', async () => {
    const { asked, client } = await oneGateway();
    const { peer } = await asked('POST /', 'Transfer-Encoding: chunked');
    const trailers = all.map((name) => `${name}: ${poison}\r\n`).join('');
    client.write(`1\r\na\r\n0\r\n${trailers}X-Harmless: 1\r\n\r\n`);
    expect(await peer.watch.until((text) => text.endsWith('\r\n\r\n'))).toBe(
      '1\r\na\r\n0\r\nX-Harmless: 1\r\n\r\n',
    );
  });

  it('is not kept by configuration where it is ours', async () => {
    const ours = ['Sallyport-Assertion', 'Sallyport_Assertion', 'X-Sallyport-User', 'x.sallyport.user'];
    const { asked } = await oneGateway({ app: { keepHeaders: ours } });
    const { lines } = await asked('GET /', ...ours.map((name) => `${name}: ${poison}`));
    expect(lines.join('\n')).not.toContain(poison);
  });

  it('does not come back from the upstream as a cookie of ours', async () => {
    const { asked, client } = await oneGateway();
    const { peer } = await asked('GET /');
    peer.answer(
      '',
      'Set-Cookie: __Host-sallyport=x; Path=/; Secure',
      'Set-Cookie: =__Host-sallyport=x',
      'Set-Cookie: own=1',
    );
    expect((await client.response()).fields.get('set-cookie')).toBe('own=1');
  });

  it('the token itself never reaches an application', async () => {
    const { asked, gateway } = await oneGateway();
    const { lines } = await asked('GET /', 'Accept: x');
    expect(lines.join('\n')).not.toContain(gateway.token);
  });
});

describe('headers that change path or method after the decision', () => {
  const overrides = [
    'X-Original-URL',
    'X-Rewrite-URL',
    'X-HTTP-Method-Override',
    'X-Forwarded-Prefix',
    'X_Original_URL',
  ];
  const sent = overrides.map((name) => `${name}: /admin`);

  it('are stripped', async () => {
    const { asked } = await oneGateway();
    expect((await asked('GET /', ...sent)).lines.join('\n')).not.toContain('/admin');
  });

  it('can be kept by name, but not where the path decides', async () => {
    const keepHeaders = ['X-Forwarded-Prefix'];
    const plain = await oneGateway({ app: { keepHeaders } });
    expect((await plain.asked('GET /', ...sent)).lines).toContain('X-Forwarded-Prefix: /admin');
    const routes = [{ id: 'rte_1', name: 'all', methods: [], patterns: ['/**'] }];
    const strict = await oneGateway({ app: { keepHeaders, routes } });
    expect((await strict.asked('GET /', ...sent)).lines.join('\n')).not.toContain('/admin');
  });
});
