import fc from 'fast-check';
import { expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';

// Trust in forwarding headers (as in CVE-2024-47070): nobody in front is trusted, so what a client says about
// where it comes from changes neither what the decision sees nor what the upstream is told.
it('believes no client about its address, host or scheme', async () => {
  const { asked, client, gateway } = await oneGateway();
  const value = fc.constantFrom(
    '10.0.0.1',
    'unknown',
    '"[::1]"',
    'for=1.2.3.4;by=me',
    '127.0.0.1, 8.8.8.8',
    '',
    'x'.repeat(200),
  );
  const name = fc.constantFrom(
    'X-Forwarded-For',
    'X-Real-IP',
    'Forwarded',
    'X-Forwarded-Proto',
    'X-Forwarded-Host',
    'True-Client-IP',
    'Via',
  );
  const samples = fc.sample(fc.array(fc.tuple(name, value), { minLength: 1, maxLength: 4 }), 25);
  const { peer, lines: first } = await asked('GET /');
  const seen = [first];
  for (const fields of samples) {
    peer.answer('');
    await client.response();
    const lines = fields.map(([header, text]) => `${header}: ${text}`);
    client.send('GET / HTTP/1.1', 'Host: app.test.localhost', gateway.cookie, ...lines);
    seen.push(await peer.head());
  }
  expect(seen).toEqual(seen.map(() => first));
  expect(first).toContain('X-Forwarded-For: 127.0.0.1');
  expect(new Set(gateway.access.asked.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
});
