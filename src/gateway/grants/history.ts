import type { Welcome } from '#contracts/protocol/from-control.ts';
import type { FromControl } from '#contracts/protocol/from-control.ts';
import { everything } from '#contracts/subjects.ts';
import type { Endings } from './endings.ts';
import type { Ground } from './ground.ts';
import { cutFor, type HeldGrant } from './held-grant.ts';
import { samePublicFace } from './served-apps.ts';
import { createSingleCuts } from './single-cuts.ts';
import type { Suspects } from './suspects.ts';

type ChangeMessage = Extract<FromControl, { kind: 'change' }>;

/** Follows the history that the stream tells: where it begins, what changes, what was missed. */
export interface History {
  opened(welcome: Welcome): void;
  change(change: ChangeMessage): void;
  /** A pong said how far the replica is. */
  applied(id: number): void;
  /** Apps came, went or changed. */
  configured(): void;
}

export interface HistoryOptions {
  readonly ground: Ground;
  readonly endings: Endings;
  readonly suspects: Suspects;
}

/** Makes it, before the first word. */
export function createHistory({ ground, endings, suspects }: HistoryOptions): History {
  const { stream, book, invalidations, refusals, room, lease } = ground;
  const single = createSingleCuts(ground);
  let self = '';

  // Ids run backwards after a restore, so nothing that was known can be compared with what comes.
  function beginAnew({ epoch, applied }: Welcome): void {
    stream.epoch = epoch;
    stream.applied = applied;
    for (const grant of book.all()) endings.end(grant, cutFor('knowledge-stale'));
    refusals.clear();
    invalidations.clear();
    lease.forget();
  }

  // Everything at a gateway rests on the gateway itself, which no list of subjects has to say.
  function named(subjects: readonly string[]): readonly string[] {
    return subjects.includes(self) ? [...subjects, everything] : subjects;
  }

  function restingOn(subjects: readonly string[], before: number): HeldGrant[] {
    return [...book.restingOn(subjects)].filter((grant) => grant.asOf < before);
  }

  return {
    opened(welcome) {
      stream.number += 1;
      self = welcome.gateway;
      stream.standing = true;
      const first = stream.epoch === undefined;
      if (stream.epoch !== welcome.epoch) beginAnew(welcome);
      if (first || welcome.applied <= stream.applied) return;
      // Changes were missed between two streams, and nobody repeats them: everything is in doubt.
      stream.applied = welcome.applied;
      refusals.clear();
      invalidations.record(welcome.applied, [everything]);
      suspects.doubt(restingOn([everything], welcome.applied), welcome.applied);
    },
    change({ id, change, subjects: said, cause }) {
      const subjects = named(said);
      stream.applied = Math.max(stream.applied, id);
      if (change === 'config') return;
      // INVARIANT: remembered before it is acted on, so that no answer that is under way slips between.
      invalidations.record(id, subjects);
      refusals.changed(subjects);
      const touched = restingOn(subjects, id);
      if (change === 'recheck') suspects.doubt(touched, id);
      else {
        for (const grant of touched) endings.end(grant, { reason: cause, advice: [], challenge: false }, id);
        single.cut(subjects, cause, id);
      }
      for (const token of new Set(touched.map((grant) => grant.key.token))) room.retry(token);
    },
    applied(id) {
      stream.applied = Math.max(stream.applied, id);
    },
    configured() {
      for (const grant of book.all()) {
        const app = ground.apps.byId(grant.app.id);
        const gone = app === undefined || app.host !== grant.app.host;
        if (gone || (grant.session === '' && !samePublicFace(grant.app, app))) {
          endings.end(grant, cutFor('app-disabled'));
        } else grant.app = app;
      }
      room.retryAll();
    },
  };
}
