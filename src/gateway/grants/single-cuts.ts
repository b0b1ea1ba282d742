import { isId } from '#base/ids.ts';
import type { Subject } from '#contracts/subjects.ts';
import type { Standing } from '../live/standing.ts';
import type { Ground } from './ground.ts';
import { cutFor, HeldGrant } from './held-grant.ts';

/** Cuts single connections that a revocation names; the grants that they stand on stay. */
export interface SingleCuts {
  cut(subjects: readonly Subject[], cause: string, change: number): void;
}

/** Makes it. What is named by its connection is looked for only where a change names one. */
export function createSingleCuts({ clock, cuts, cutTook, lives, stream }: Ground): SingleCuts {
  function end(standing: Standing, cause: string, change: number): void {
    const grant = standing.parts.find((part) => part instanceof HeldGrant);
    standing.cut({ ...cutFor('connection-cut'), reason: cause });
    cutTook('revoke', clock.monotonic() - stream.heardAt);
    if (grant === undefined || grant.session === '') return;
    const { id, session, person, app } = grant;
    cuts.note({ cause, change, grant: id, session, person, app: app.id, connections: 1 });
  }

  return {
    cut(subjects, cause, change) {
      const named = new Set(subjects.filter((subject) => isId('connection', subject)));
      if (named.size === 0) return;
      // All that are meant, before the first is cut: cutting one takes it from the list that is being read.
      const meant = [...lives.all()].filter(({ live }) => named.has(live.id));
      for (const standing of meant) end(standing, cause, change);
    },
  };
}
