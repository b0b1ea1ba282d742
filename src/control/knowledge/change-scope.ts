import type { Change } from '#contracts/changes.ts';
import { everything } from '#contracts/subjects.ts';

const known = /^(per|grp|sva|dev|wkl|ses|app|rte|grt|gwy|tok|pol|lnk)_|^(token|policy):/;

/**
 * What caches have to forget for a change. A subject whose form is not known here forgets everything: newer
 * code beside us may name things that this code cannot place, and guessing "nothing" would keep stale facts.
 */
export function forgottenBy(change: Change): 'everything' | readonly string[] {
  const wide = change.subjects.some((subject) => subject === everything || !known.test(subject));
  return wide ? 'everything' : change.subjects;
}
