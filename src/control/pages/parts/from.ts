import { isIP } from 'node:net';
import { addressHeader } from '#contracts/hosts.ts';
import type { From } from '#identity/index.ts';

/**
 * Says where a request came from: the address that the gateway saw (it drops any that the client sent), and what
 * the browser says of itself, cut to a length that a list can show.
 */
export function fromOf(request: Request): From {
  const address = request.headers.get(addressHeader) ?? '';
  const agent = (request.headers.get('user-agent') ?? '').replace(/[^\x20-\x7e]/g, '');
  return { address: isIP(address) === 0 ? 'unknown' : address, userAgent: agent.slice(0, 300) };
}

/**
 * Tells whether a request is a person's browser going to a page. Programs that look at links before people do
 * (mail scanners, chat previews) do not ask like that, and must not use up a link of one use.
 */
export function isNavigation(request: Request): boolean {
  if (request.method !== 'GET') return false;
  const mode = request.headers.get('sec-fetch-mode');
  if (mode !== null) return mode === 'navigate';
  return request.headers.get('accept')?.includes('text/html') === true;
}
