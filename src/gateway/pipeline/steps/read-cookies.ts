import { detached } from '../../engine/head/field-table.ts';
import { allValues } from '../../engine/head/marks.ts';
import { readOwnCookies } from '../../engine/head/own-cookies.ts';
import { requestField } from '../../engine/head/request-fields.ts';
import { readToken } from '../../entry/token.ts';
import type { Step } from '../visit.ts';

/** Finds our cookies, and the token among them if one of our gateways made it. */
export const readCookies: Step = (visit) => {
  const { head, memory } = visit.asked;
  const fields = allValues(head.text, head.marks, requestField.cookie);
  const whole = fields.length === 1 ? fields[0] : fields.join('; ');
  if (memory.cookies === undefined || memory.cookieField !== whole) {
    memory.cookieField = detached(whole ?? '');
    memory.cookies = readOwnCookies(fields.map(detached), visit.app.audience);
    const { token } = memory.cookies;
    memory.tokenHash = token === undefined ? undefined : readToken(visit.config.rollingKeys, token);
  }
  visit.cookies = memory.cookies;
  visit.tokenHash = memory.tokenHash;
  return undefined;
};
