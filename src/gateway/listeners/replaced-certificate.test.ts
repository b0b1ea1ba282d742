import { afterEach, expect, it } from 'vitest';
import { createTestAuthority } from '#testing/certificates.ts';
import { connectClient } from '#testing/gateway-client.ts';
import { startTestUpstream } from '#testing/gateway-upstream.ts';
import { startTestGateway, testApp, testConfig, testDomain } from '#testing/gateway.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

it('serves another certificate to who comes next, and leaves alone what is open', async () => {
  const upstream = await startTestUpstream();
  const apps = [testApp(upstream.url)];
  const gateway = await startTestGateway({ apps });
  closing.push(
    () => upstream.close(),
    () => gateway.close(),
  );
  const before = await gateway.connect();
  closing.push(() => before.close());
  const ask = ['GET / HTTP/1.1', `Host: app.${testDomain}`, gateway.cookie];
  before.send(...ask);
  const peer = await upstream.accept();
  await peer.head();
  peer.write('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none');
  await before.watch.until((text) => text.endsWith('one'));

  const other = createTestAuthority();
  const names = [`*.${testDomain}`, testDomain];
  const certificates = [{ names, ...other.issueHosts(...names) }];
  gateway.access.replaceConfig(testConfig(apps, { certificates }));
  const after = await connectClient(gateway.port, `app.${testDomain}`, other.certificate);
  closing.push(() => after.close());
  await expect(gateway.connect()).rejects.toThrow(/certificate|signature/);

  // The answer that was under way ends whole, and its connection takes the next request.
  peer.write('two');
  expect(await before.response()).toMatchObject({ status: 200, body: 'onetwo' });
  before.send(...ask);
  const next = await upstream.accept();
  await next.head();
  next.answer('again');
  expect(await before.response()).toMatchObject({ body: 'again' });
  expect(gateway.faults).toEqual([]);
});

it('keeps the other hosts when one certificate cannot be used', async () => {
  const gateway = await startTestGateway({ apps: [] });
  closing.push(() => gateway.close());
  const other = createTestAuthority();
  const [right, wrong] = [other.issueHosts(`a.${testDomain}`), other.issueHosts(`b.${testDomain}`)];
  const certificates = [
    { names: [`a.${testDomain}`], ...right },
    { names: [`b.${testDomain}`], certificate: wrong.certificate, privateKey: right.privateKey },
  ];
  gateway.access.replaceConfig(testConfig([], { certificates }));
  const client = await connectClient(gateway.port, `a.${testDomain}`, other.certificate);
  closing.push(() => client.close());
  expect(gateway.faults).toMatchObject([{ code: 'key-unavailable' }]);
});
