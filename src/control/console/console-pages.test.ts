import { describe, expect, it } from 'vitest';
import { createConsolePages } from './console-pages.ts';
import type { ConsoleFiles } from './read-console.ts';

const text = (value: string) => new TextEncoder().encode(value);
const files: ConsoleFiles = new Map([
  ['/index.html', { type: 'text/html', bytes: text('<meta nonce="__NONCE__"><script nonce="__NONCE__">') }],
  ['/assets/a.js', { type: 'text/javascript', bytes: text('1') }],
]);

describe('console pages', () => {
  it('serves the page on any path, with a fresh nonce that its policy names', async () => {
    const pages = createConsolePages(files);
    const [first, second] = await Promise.all([pages.request('/apps/new'), pages.request('/')]);
    const nonce = /nonce="([\w-]{20,})"/.exec(await first.text())?.[1];
    expect(nonce).toBeDefined();
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
    expect(first.headers.get('cache-control')).toBe('no-store');
  });

  it('serves files as what they are, and no page in place of a missing one', async () => {
    const pages = createConsolePages(files);
    const file = await pages.request('/assets/a.js');
    expect(file.headers.get('content-type')).toBe('text/javascript');
    expect((await pages.request('/assets/b.js')).status).toBe(404);
  });

  it('says how to build what is not there', async () => {
    const answer = await createConsolePages(new Map()).request('/');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});
