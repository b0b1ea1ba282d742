import { firstValue } from '../engine/head/marks.ts';
import { requestField } from '../engine/head/request-fields.ts';
import type { RequestHead } from '../engine/head/request-head.ts';

/** Tells whether a browser asks in order to show the answer as a page. */
export function wantsPage(head: RequestHead): boolean {
  return head.webSocket === undefined && head.block.asksForPage;
}

/** Tells whether a request is a navigation that can be sent elsewhere and repeated: GET or HEAD. */
export function isNavigation(head: RequestHead): boolean {
  return (head.method === 'GET' || head.method === 'HEAD') && wantsPage(head);
}

/**
 * Tells whether a request comes from the app's own pages: the browser says so, or the Origin is the app's.
 * For what changes state on our own paths, where a guess must not be enough.
 */
export function isSameOrigin(head: RequestHead, origin: string): boolean {
  const site = firstValue(head.text, head.marks, requestField.fetchSite);
  if (site !== undefined) return site === 'same-origin';
  return firstValue(head.text, head.marks, requestField.origin) === origin;
}
