import { requestField } from '../../engine/head/request-fields.ts';
import { field, type Step, type Visit } from '../visit.ts';

/**
 * Whether the browser itself says that somebody goes there. What a page may say (`Accept`) is no word of the browser's,
 * and a browser too old for this one sends neither of the fields below when somebody goes somewhere.
 */
function navigates(visit: Visit): boolean {
  const { method } = visit.asked.head;
  return (method === 'GET' || method === 'HEAD') && field(visit, requestField.fetchMode) === 'navigate';
}

/**
 * Keeps other apps' pages from calling this one with a person's cookie. All apps share a site, so `SameSite`
 * separates nothing; the browser's own word about where a request comes from does. Navigations pass.
 */
export const isolateSiblings: Step = (visit, { refusals }) => {
  if (!visit.app.config.isolated || navigates(visit)) return undefined;
  const site = field(visit, requestField.fetchSite);
  const origin = field(visit, requestField.origin);
  if (site === 'same-origin' || site === 'none') return undefined;
  if (origin !== undefined && visit.app.origins.has(origin)) return undefined;
  // Neither is sent by programs, nor by browsers too old to say; those send an Origin with what changes state.
  if (site === undefined && origin === undefined) return undefined;
  const refusal = { ...refusals.forFault('not-permitted'), code: 'foreign-origin' };
  return {
    kind: 'answer',
    answer: refusals.refuse(visit.asked.head, {
      ...refusal,
      text: 'Another application’s page asked for this.',
      next: 'An administrator can list that application as one that may.',
    }),
    app: visit.app.config,
  };
};
