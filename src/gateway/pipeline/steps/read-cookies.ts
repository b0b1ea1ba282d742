import { detached } from '../../engine/head/field-table.ts';
import { allValues, isSoleValue } from '../../engine/head/marks.ts';
import { readOwnCookies } from '../../engine/head/own-cookies.ts';
import { requestField } from '../../engine/head/request-fields.ts';
import { readToken } from '../../entry/token.ts';
import type { Step, Visit } from '../visit.ts';

/** Finds our cookies, and the token among them if one of our gateways made it. */
export const readCookies: Step = (visit) => {
  const { head, memory } = visit.asked;
  if (!isRemembered(visit)) {
    const fields = allValues(head.text, head.marks, requestField.cookie);
    memory.cookieField = detached(fields.length === 1 ? (fields[0] ?? '') : '');
    memory.cookies = readOwnCookies(fields.map(detached), visit.app.audience);
    const { token } = memory.cookies;
    memory.tokenHash = token === undefined ? undefined : readToken(visit.config.rollingKeys, token);
  }
  visit.cookies = memory.cookies;
  visit.tokenHash = memory.tokenHash;
  return undefined;
};

/** Whether the one Cookie field is what it was on the request before; several are read each time. */
function isRemembered({ asked: { head, memory } }: Visit): boolean {
  const { cookies, cookieField } = memory;
  if (cookies === undefined || cookieField === undefined || cookieField === '') return false;
  return isSoleValue(head.text, head.marks, requestField.cookie, cookieField);
}
