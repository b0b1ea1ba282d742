import { expect, it } from 'vitest';
import { isFromOwnOrigin } from './from-own-origin.ts';

const own = 'https://console.d.example:8443';
const sibling = 'https://wiki.d.example:8443';

function asked(method: string, { site, origin }: { site?: string; origin?: string }): boolean {
  const headers = new Map<string, string | undefined>([
    ['sec-fetch-site', site],
    ['origin', origin],
  ]);
  return isFromOwnOrigin({ method, header: (name) => headers.get(name) }, own);
}

it.each([
  ['a page of ours', { site: 'same-origin', origin: own }, true, true],
  ['a page of ours that names no origin', { site: 'same-origin' }, true, true],
  ['an old browser on a page of ours', { origin: own }, true, true],
  ['an old browser that says nothing', {}, true, false],
  ['a person typing the address', { site: 'none' }, true, false],
  ['a page of an app beside us', { site: 'same-site' }, false, false],
  ['a page of an app beside us, with its origin', { site: 'same-site', origin: sibling }, false, false],
  ['a page of another site', { site: 'cross-site', origin: 'https://evil.example' }, false, false],
  ['a page that hides where it is', { origin: 'null' }, false, false],
  ['one origin that says it is another', { site: 'same-origin', origin: sibling }, false, false],
  ['a word that nobody knows', { site: 'same-planet' }, false, false],
])('lets %s read and write as far as it may', (_, source, reads, writes) => {
  expect(['GET', 'HEAD', 'OPTIONS'].map((method) => asked(method, source))).toEqual([reads, reads, reads]);
  const methods = ['POST', 'PUT', 'PATCH', 'DELETE', 'get'];
  expect(new Set(methods.map((method) => asked(method, source)))).toEqual(new Set([writes]));
});
