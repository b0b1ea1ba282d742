import { expect, it } from 'vitest';
import type { Found } from '#gateway/index.ts';
import { oneGateway } from '#testing/one-gateway.ts';

// A probe that learns from refusals: why somebody is refused, by which advice, under which number, is told to that
// person, signed in, on that request. Whoever is nobody hears one and the same, whatever they show.

const words = ['Only from the office', 'dec_secret', 'no-policy-allows', 'No policy', 'Ada'];
const refusedAs: Found = {
  kind: 'refused',
  refusal: {
    kind: 'refused',
    id: 1,
    asOf: 1,
    epoch: 'e',
    outcome: 'deny',
    reason: 'no-policy-allows',
    decision: 'dec_secret',
    advice: ['Only from the office'],
    subjects: [],
    ttlMs: 60_000,
    name: 'Ada',
  },
};

it('tells a person, and nobody else on the same connection or another, before or after', async () => {
  const { ask, client, gateway } = await oneGateway();
  gateway.access.answer = () => refusedAs;
  const anonymous = async (...fields: readonly string[]) => {
    const stranger = await gateway.connect();
    stranger.send('GET /page HTTP/1.1', 'Host: app.test.localhost', ...fields);
    const { status, body } = await stranger.response();
    for (const word of words) expect([word, body]).not.toEqual([word, expect.stringContaining(word)]);
    return { status, code: body.startsWith('{') ? (JSON.parse(body) as { code: string }).code : 'page' };
  };
  const before = await anonymous();
  ask('GET /page');
  const told = await client.response();
  expect(JSON.parse(told.body)).toMatchObject({
    code: 'no-policy-allows',
    decision: 'dec_secret',
    advice: ['Only from the office'],
  });
  expect(told.fields.get('cache-control')).toBe('no-store');
  const forged = gateway.cookie.replace(/.{6}$/, 'AAAAAA');
  const shown = [[], [forged], ['Cookie: __Host-sallyport=x'], ['Authorization: Bearer dec_secret']];
  for (const fields of shown) expect(await anonymous(...fields)).toEqual(before);
  expect(before).toEqual({ status: 401, code: 'not-signed-in' });
});

it('says the same of every path and method to whoever is nobody', async () => {
  const { gateway } = await oneGateway({
    app: { routes: [{ id: 'rte_1', name: 'admin', methods: [], patterns: ['/admin/**'] }] },
  });
  const answers = new Set<string>();
  for (const line of ['GET /', 'GET /admin/x', 'POST /admin/x', 'GET /.env', 'DELETE /x']) {
    const stranger = await gateway.connect();
    stranger.send(`${line} HTTP/1.1`, 'Host: app.test.localhost');
    const { status, body } = await stranger.response();
    const { errorId: _, ...rest } = JSON.parse(body) as { errorId: string };
    answers.add(JSON.stringify([status, rest]).replaceAll(/state=[^"]*/g, ''));
  }
  expect([...answers]).toHaveLength(1);
});
