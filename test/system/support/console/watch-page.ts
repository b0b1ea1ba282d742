import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 AA, with what it builds on. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with a page, collected as it happens. */
export interface Watched {
  /** Errors of scripts, refusals by the security policy, sentences without their language, requests elsewhere. */
  readonly complaints: string[];
}

/** Watches everything that a page complains about, in all documents that it opens. */
export async function watchPage(page: Page, ownDomain: string): Promise<Watched> {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    const own = hostname === ownDomain || hostname.endsWith(`.${ownDomain}`);
    if (!own && protocol !== 'data:') complaints.push(`asks ${hostname}`);
  });
  await page.exposeFunction('complain', (complaint: string) => void complaints.push(complaint));
  await page.addInitScript(tellTales);
  return { complaints };
}

/** What runs in the page before its own scripts; a text, since it lives in the browser's world. */
const tellTales = `
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    complain('content security policy: ' + violatedDirective + ' ' + blockedURI + ' ' + sample));
  addEventListener('sallyport-missing-text', ({ detail }) =>
    complain('no words in this language: ' + detail));
`;

const look = `
  axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(rules)} }, resultTypes: ['violations'] })
    .then(({ violations }) => {
      const faults = violations.map(({ id, nodes }) =>
        id + ': ' + nodes[0].html.slice(0, 300) + ' ' + nodes[0].failureSummary);
      const { scrollWidth, clientWidth } = document.documentElement;
      const wide = [...document.querySelectorAll('body *')].filter((one) =>
        one.getBoundingClientRect().right > clientWidth + 1 && one.children.length === 0);
      if (scrollWidth > clientWidth)
        faults.push('wider than the window: ' + scrollWidth + ' > ' + clientWidth + ' ' + (wide[0]?.outerHTML ?? '').slice(0, 200));
      return faults;
    })
`;

/** Whatever makes this page hard to use: violations that axe finds, and content wider than the window. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe);
  return page.evaluate<string[]>(look);
}
