import { expect, it } from 'vitest';
import { testConfig } from '#testing/gateway.ts';
import { oneGateway } from '#testing/one-gateway.ts';

// The same field lines again on one connection are not judged twice; what they are judged with is.

const fromElsewhere = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];

it('judges the same lines anew under another method', async () => {
  const { asked, ask, client } = await oneGateway({ app: { isolated: true } });
  (await asked('GET /', ...fromElsewhere)).peer.answer('ok');
  expect((await client.response()).status).toBe(200);
  ask('POST /', ...fromElsewhere);
  expect((await client.response()).status).toBe(403);
});

it('judges every path, whatever passed before under the same lines', async () => {
  const { asked, ask, client, upstream } = await oneGateway();
  (await asked('GET /')).peer.answer('ok');
  await client.response();
  ask('GET /.sallyport/elsewhere');
  expect((await client.response()).status).toBe(404);
  expect(upstream.connections).toBe(1);
});

it('judges the same lines anew by another configuration', async () => {
  const lines = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'];
  const { asked, ask, client, gateway } = await oneGateway();
  (await asked('GET /', ...lines)).peer.answer('ok');
  expect((await client.response()).status).toBe(200);
  const [app] = gateway.access.config()?.apps ?? [];
  if (app === undefined) throw new Error('there is no app');
  gateway.access.replaceConfig(testConfig([{ ...app, isolated: true }]));
  ask('GET /', ...lines);
  expect((await client.response()).status).toBe(403);
});

it('asks for the grant of every request', async () => {
  const { asked, ask, client, gateway } = await oneGateway();
  const { peer } = await asked('GET /1');
  peer.answer('ok');
  await client.response();
  ask('GET /2');
  await peer.head();
  peer.answer('ok');
  await client.response();
  gateway.access.answer = () => ({ kind: 'sign-in', reason: 'session-ended' });
  ask('GET /3');
  expect((await client.response()).status).toBe(401);
  expect(gateway.access.asked.map(({ path }) => path)).toEqual(['/1', '/2', '/3']);
});
