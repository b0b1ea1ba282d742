import type { PersonId, SessionId } from '#base/ids.ts';
import type { Ended } from '#contracts/api/sessions.ts';
import { Fault } from '#contracts/errors.ts';
import { everything } from '#contracts/subjects.ts';
import type { Repositories } from '#store/index.ts';
import type { Call } from '../call.ts';
import { actsForSelf, permit } from '../permit.ts';
import { found, writeStanding } from '../write.ts';

/** The cause that people whose connection is cut read. */
const byAdministrator = 'cut-by-administrator';
const bySelf = 'session-ended';

/**
 * Ends one session and cuts all that is open on it. A person may end their own; for anybody else's it needs the
 * right to cut.
 * @throws Fault `not-found`
 */
export async function endSession(call: Call, id: SessionId): Promise<Ended> {
  const row = await call.store.sessions.find(id);
  const own = actsForSelf(call, { owner: row?.personId, action: 'cut' });
  if (!own) await permit(call, 'cut', { type: 'Session', id });
  found(row);
  return end(call, {
    work: (tx) => tx.sessions.end([id], own ? bySelf : byAdministrator),
    cause: own ? bySelf : byAdministrator,
  });
}

/** Ends all sessions of a person and cuts all that is open on them. */
export async function endSessionsOf(call: Call, person: PersonId): Promise<Ended> {
  const own = actsForSelf(call, { owner: person, action: 'cut' });
  if (!own) await permit(call, 'cut', { type: 'Person', id: person });
  if ((await call.store.people.find(person)) === undefined) throw new Fault('not-found', 'no such person');
  const cause = own ? bySelf : byAdministrator;
  return end(call, { work: (tx) => tx.sessions.endOfPerson(person, cause), cause, about: [person] });
}

/** Ends every session of everybody and cuts all that is open. */
export async function endAllSessions(call: Call): Promise<Ended> {
  await permit(call, 'cut');
  return endEverything(call);
}

/** As `endAllSessions`, for whoever was found to be allowed to by other means. */
export function endEverything(call: Call): Promise<Ended> {
  return end(call, {
    work: (tx) => tx.sessions.endAll(byAdministrator),
    cause: byAdministrator,
    subjects: [everything],
  });
}

interface Ending {
  readonly work: (tx: Repositories) => Promise<readonly SessionId[]>;
  readonly cause: string;
  readonly about?: readonly string[];
  /** Whom to revoke; absent: the sessions that ended. */
  readonly subjects?: readonly string[];
}

/** Sessions named one by one in a record and a change; beyond it a count says enough. */
const mostNamed = 1_000;

async function end(call: Call, ending: Ending): Promise<Ended> {
  return writeStanding(call, async (tx) => {
    const ended = await ending.work(tx);
    const subjects = ending.subjects ?? ended;
    const about = [...(ending.about ?? []), ...ended.slice(0, mostNamed)];
    return {
      value: { ended: ended.length },
      event: { kind: 'session-ended', about, data: { reason: ending.cause, count: ended.length } },
      changes: subjects.length === 0 ? [] : [{ kind: 'revoke', subjects, cause: ending.cause }],
    };
  });
}
