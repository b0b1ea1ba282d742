import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { oneGateway } from '#testing/one-gateway.ts';

// Whoever holds a key is its account. An application that is shown one could open every other app of the account.
const key = `slk_${'k'.repeat(43)}`;
const secret = 'kkkkkkkk';
const host = 'Host: app.test.localhost';
const names = ['Proxy-Authorization', 'Sallyport-Authorization'];
const spellings = (name: string): string[] => [
  name.toLowerCase(),
  name.toUpperCase(),
  name.replaceAll('-', '_'),
  name.replace('-', '_'),
  name.replaceAll('-', '.'),
];

async function setting(app: object = {}) {
  const opened = await oneGateway({ app });
  const hash = createHash('sha256').update(key).digest('hex');
  opened.gateway.access.admit(hash, { id: 'grt_key', session: 'svk_1', person: 'sva_1' });
  return opened;
}

it.each(names)('leaves no trace in the request, whatever else is sent beside %s', async (name) => {
  const { client, upstream } = await setting({ keepHeaders: [...names, ...names.flatMap(spellings)] });
  const others = names
    .flatMap(spellings)
    .filter((one) => !names.some((own) => own.toLowerCase() === one.toLowerCase()));
  expect(others.length).toBeGreaterThan(4);
  client.send(
    'GET / HTTP/1.1',
    host,
    `Connection: ${name}, keep-alive`,
    `${name}: Bearer ${key}`,
    ...others.map((other) => `${other}: Bearer ${key}`),
  );
  const peer = await upstream.accept();
  expect((await peer.head()).join('\n')).not.toContain(secret);
});

it('does not arrive with the trailers', async () => {
  const { client, upstream } = await setting();
  client.send('POST / HTTP/1.1', host, 'Transfer-Encoding: chunked', `${names[0]}: Bearer ${key}`);
  const peer = await upstream.accept();
  await peer.head();
  const trailers = [...names, ...names.flatMap(spellings)]
    .map((name) => `${name}: Bearer ${key}\r\n`)
    .join('');
  client.write(`1\r\na\r\n0\r\n${trailers}X-Harmless: 1\r\n\r\n`);
  expect(await peer.watch.until((text) => text.endsWith('\r\n\r\n'))).toBe(
    '1\r\na\r\n0\r\nX-Harmless: 1\r\n\r\n',
  );
});

it('does not arrive with an upgrade, which goes on as the account', async () => {
  const { client, upstream } = await setting();
  client.send(
    'GET /live HTTP/1.1',
    host,
    `Sallyport-Authorization: Bearer ${key}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
  );
  const lines = await (await upstream.accept()).head();
  expect(lines).toContain('Upgrade: websocket');
  expect(lines).toContain('Sallyport-Assertion: signed');
  expect(lines.join('\n')).not.toContain(secret);
});

it('stands in no refusal and no record', async () => {
  const { client, gateway } = await setting({ system: 'console' });
  const answers: string[] = [];
  for (const fields of [
    [`${names[0]}: Bearer ${key}`],
    [`${names[0]}: Bearer ${key}`, `${names[1]}: Bearer ${key}`],
  ]) {
    client.send(`GET /?q=1 HTTP/1.1`, host, ...fields);
    const answer = await client.response();
    answers.push(answer.head + answer.body);
    expect(answer.status).toBe(403);
  }
  expect(answers.join('\n')).not.toContain(secret);
  expect(JSON.stringify(gateway.records)).not.toContain(secret);
});
