import { expect, it } from 'vitest';
import { sampleNews, sampleWish, wishedPort } from './news.ts';

it('reads back the wishes it writes, and no others', () => {
  expect([0, 41_234].map((port) => wishedPort(sampleWish(port)))).toEqual([0, 41_234]);
  for (const wish of ['sample-app 80', 'sample-app 70000', 'sample-app', 'sample-app 1;x', 'other 0'])
    expect(wishedPort(wish)).toBeUndefined();
});

it('takes an address on this machine only', () => {
  for (const url of ['http://127.0.0.1:41234@evil.example', 'https://127.0.0.1:1', 'http://10.0.0.1:80'])
    expect(sampleNews.safeParse({ kind: 'sample-app', url }).success).toBe(false);
});
