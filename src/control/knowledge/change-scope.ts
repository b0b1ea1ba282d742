import { type Change, policyPublished } from '#contracts/changes.ts';
import { everything } from '#contracts/subjects.ts';

const known = /^(per|grp|sva|svk|dev|wkl|ses|app|rte|grt|gwy|tok|pol|lnk)_|^(token|policy):/;

/**
 * What caches have to forget for a change. A subject whose form is not known here forgets everything: newer
 * code beside us may name things that this code cannot place, and guessing "nothing" would keep stale facts.
 * Policies for everybody are the exception: they put every answer in doubt and no fact that is held here. Were
 * all facts read anew then, the database would be busiest in the moment in which access has to end.
 */
export function forgottenBy(change: Change): 'everything' | readonly string[] {
  const { kind, cause, subjects } = change;
  const policiesAlone = subjects.length === 1 && subjects[0] === everything;
  if (kind === 'recheck' && cause === policyPublished && policiesAlone) return [];
  const wide = change.subjects.some((subject) => subject === everything || !known.test(subject));
  return wide ? 'everything' : change.subjects;
}
