import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { pagePolicy, renderPage } from './page.ts';
import type { Refusal } from './refusals.ts';

const refusal: Refusal = {
  status: 403,
  code: 'forbidden-by-policy',
  text: 'A policy forbids this.',
  next: 'Ask an administrator if you think this is wrong.',
  advice: ['Use the office’s network.'],
  name: 'Ada',
  decision: 'dec_0123456789abcdefghjk',
};

it('says what happened, what to do next, who was refused, and by which numbers it is found', () => {
  const page = renderPage(refusal, 'abcd-efgh');
  const words = ['A policy forbids this.', 'Ask an administrator', 'Use the office’s network.', 'Ada'];
  for (const said of [...words, 'abcd-efgh', 'dec_0123456789abcdefghjk']) expect(page).toContain(said);
  expect(page).not.toMatch(/<a |class="remedy"/);
});

it('tells what would be enough, with a button, where the person can bring it', () => {
  const remedy = 'Sign in with a passkey.';
  const page = renderPage({ ...refusal, remedy, link: { href: '/', label: 'Sign in again' } }, 'a');
  expect(page).toContain('<p class="remedy">Sign in with a passkey.</p>');
  expect(page).toContain('<a class="go" href="/">Sign in again</a>');
});

it('lets no text become markup, and is small whatever it is told', () => {
  const hostile = '<script>alert(1)</script>"\'&'.repeat(500);
  const told = { text: hostile, next: hostile, remedy: hostile, name: hostile, decision: hostile };
  const advice = Array.from({ length: 50 }, () => hostile);
  const page = renderPage({ ...refusal, ...told, advice, link: { href: hostile, label: hostile } }, 'a');
  expect(page).not.toMatch(/<script|href="<|alert\(1\)<\//);
  expect(renderPage(refusal, 'a').length).toBeLessThan(15_000);
  expect(page.length).toBeLessThan(150_000);
});

it('carries the one style that its policy names, and nothing that loads or runs', () => {
  const page = renderPage(refusal, 'a');
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  expect(pagePolicy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(page).not.toMatch(/<(script|img|link|iframe)|style="|\son\w+=|url\(/);
});
