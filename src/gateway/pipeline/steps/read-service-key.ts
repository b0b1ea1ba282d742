import { detached } from '../../engine/head/field-table.ts';
import { allValues, has, isRepeated, isSoleValue } from '../../engine/head/marks.ts';
import { requestField } from '../../engine/head/request-fields.ts';
import { readKeyField } from '../../entry/service-key.ts';
import { refuseKey } from '../refuse-key.ts';
import type { Step, Visit } from '../visit.ts';

/**
 * Finds the key of a service account. It is taken from one field and no other; `Authorization` is the application's.
 * Two keys, or a key beside a person's session, leave it open who is asking: that is refused, not decided. Our own
 * hosts take no key, so that a stolen one is never an administrator's.
 */
export const readServiceKey: Step = (visit, tools) => {
  const { head } = visit.asked;
  if (!has(head.marks, requestField.serviceKey)) return undefined;
  visit.byKey = true;
  if (visit.app.config.system !== undefined) return refuseKey(visit, tools, 'key-not-taken', 403);
  const hash = hashOf(visit);
  if (hash === undefined || visit.tokenHash !== undefined) {
    return refuseKey(visit, tools, 'key-malformed', 400);
  }
  visit.tokenHash = hash;
  return undefined;
};

function hashOf({ asked: { head, memory } }: Visit): string | undefined {
  const { text, marks } = head;
  if (isRepeated(marks, requestField.serviceKey)) return undefined;
  const { keyField } = memory;
  if (keyField !== undefined && isSoleValue(text, marks, requestField.serviceKey, keyField)) {
    return memory.keyHash;
  }
  memory.keyField = detached(allValues(text, marks, requestField.serviceKey)[0] ?? '');
  memory.keyHash = readKeyField(memory.keyField);
  return memory.keyHash;
}
