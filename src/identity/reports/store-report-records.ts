import { newId, type PersonId, type SessionId } from '#base/ids.ts';
import { ok, refused } from '#base/result.ts';
import type { ReportDone, ReportSubject } from '#contracts/api/reports.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Repositories, Store } from '#store/index.ts';
import { keepsAWayIn } from '../methods/passkey/keeps-a-way-in.ts';
import { methodsOf } from '../methods/passkey/store-passkeys.ts';
import { passwordMark } from '../methods/password/password-mark.ts';
import { hasAWayIn } from '../providers/unlink-own.ts';
import type { ReportRecords, ReportRefusal } from './report-records.ts';

/** Why sessions ended whose person said "this was not me"; no provider's memory lets anybody back in after it. */
const reportedCause = 'reported';
/** Why sessions ended that their person ended. */
const endedByOwner = 'session-ended';

type Report = Parameters<ReportRecords['report']>[0];

/** Keeps reports in the store. */
export function createStoreReportRecords(deps: {
  readonly store: Store;
  readonly audit: AuditLog;
}): ReportRecords {
  const { store, audit } = deps;
  return {
    unseen: ({ person, present }) => store.sessions.unseen(person, present),
    markSeen: ({ person, ...of }) => store.sessions.markSeen(person, of),
    subject: (of) => subjectOf(store, of),
    async report(report) {
      const actor = { kind: 'person' as const, ...report.person };
      try {
        const { value } = await store.change(
          (tx) => reportIn(tx, audit, report),
          ({ ended }) => [
            { kind: 'revoke', subjects: ended, cause: endedByOwner, actor },
            { kind: 'recheck', subjects: [report.person.id], cause: 'person-changed', actor },
          ],
        );
        return ok(value.done);
      } catch (thrown) {
        if (thrown instanceof Undone) return refused(thrown.why);
        throw thrown;
      }
    },
    async changePassword(change) {
      const actor = { kind: 'person' as const, ...change.person };
      const { value: ended } = await store.change(
        (tx) => changePassword(tx, audit, change),
        (sessions = []) =>
          sessions.length === 0 ? [] : [{ kind: 'revoke', subjects: sessions, cause: endedByOwner, actor }],
      );
      return ended === undefined ? undefined : { ended: ended.length };
    },
  };
}

// Undoes what a transaction wrote before it was found that it may not be.
class Undone extends Error {
  readonly why: ReportRefusal;

  constructor(why: ReportRefusal) {
    super(why);
    this.why = why;
  }
}

async function reportIn(
  tx: Repositories,
  audit: AuditLog,
  report: Report,
): Promise<{ readonly ended: readonly SessionId[]; readonly done: ReportDone }> {
  const { person, present, about: aboutId, address, next } = report;
  // What somebody does by an API token or a session at this moment is over before, or finds it ended.
  await tx.standing.change();
  await tx.passkeys.lockPerson(person.id);
  // INVARIANT: of two reports from one session at the same moment, the second finds it ended.
  if ((await tx.sessions.find(present))?.endedAt !== null) throw new Undone('over');
  const about = await subjectOf(tx, { person: person.id, present, about: aboutId });
  if (about === undefined) throw new Undone('gone');
  await takeAway(tx, person.id, about);
  const taken = await takeBack(tx, person.id, about);
  await tx.sessions.takeOver(present, next);
  const all = await tx.sessions.liveOfPerson(person.id);
  const others = all.map(({ id }) => id).filter((id) => id !== next.id);
  const ended = await tx.sessions.end(others, reportedCause);
  await tx.sessions.markAllSeen(person.id);
  const done: ReportDone = { sessions: ended.length, ...taken, address };
  const id = newId('report');
  await tx.reports.insert({ id, personId: person.id, about, done });
  await audit.append({
    kind: 'person-reported',
    actor: { kind: 'person', ...person },
    about: [person.id, about.id, id, next.id, ...ended.slice(0, 1_000)],
    address,
    data: { reported: about, done },
  });
  return { ended, done };
}

// What a stranger may have used or left behind. Whoever planted a passkey or another account had signed in anew a
// moment before, with whatever there is.
async function takeBack(tx: Repositories, person: PersonId, about: ReportSubject) {
  const used = (method: string) => about.kind !== 'sign-in' || about.methods.includes(method);
  const locked = used('pwd') && (await tx.credentials.lockPassword(person));
  if (used('rec')) await tx.credentials.removeOfPerson(person, 'recovery');
  const tokens = await tx.apiTokens.removeSince(person, about.createdAt);
  const passkeys = await tx.passkeys.ofPerson(person);
  return {
    password: locked ? ('locked' as const) : ('kept' as const),
    recoveryCodes: used('rec') ? ('removed' as const) : ('kept' as const),
    tokens,
    passkeysSince: passkeys.filter(({ createdAt }) => createdAt >= about.createdAt).map(({ name }) => name),
  };
}

// Where it is the last way in that somebody has, it is how they signed in just now: then it is no stranger's.
async function takeAway(tx: Repositories, person: PersonId, about: ReportSubject): Promise<void> {
  if (about.kind === 'sign-in') return;
  if (about.kind === 'provider') {
    await tx.identities.remove(person, about.id);
    if (!(await hasAWayIn(tx, person))) throw new Undone('last');
    return;
  }
  await tx.passkeys.remove(person, about.id);
  if (!keepsAWayIn(await methodsOf(tx, person))) throw new Undone('last');
}

async function subjectOf(
  from: Repositories,
  of: { readonly person: PersonId; readonly present: SessionId; readonly about: string },
): Promise<ReportSubject | undefined> {
  const { person, present, about: id } = of;
  if (id.startsWith('ses_')) {
    const row = id === present ? undefined : await from.sessions.find(id);
    if (row?.personId !== person) return undefined;
    const { createdAt, address, userAgent, methods } = row;
    return { kind: 'sign-in', id, createdAt, address, userAgent, methods: [...methods] };
  }
  const passkey = (await from.passkeys.ofPerson(person)).find((row) => row.id === id);
  if (passkey !== undefined) return { kind: 'passkey', id, createdAt: passkey.createdAt, name: passkey.name };
  const identity = (await from.identities.ofPerson(person)).find(({ providerId }) => providerId === id);
  if (identity === undefined) return undefined;
  const title = (await from.providers.find(id))?.title ?? id;
  return { kind: 'provider', id, createdAt: identity.createdAt, name: title };
}

/** Gives the sessions that ended with it; undefined where it was not changed. */
async function changePassword(
  tx: Repositories,
  audit: AuditLog,
  change: Parameters<ReportRecords['changePassword']>[0],
): Promise<readonly SessionId[] | undefined> {
  const { person, session, before, hash, address, others } = change;
  await tx.passkeys.lockPerson(person.id);
  const present = await tx.sessions.find(session);
  const old = (await tx.credentials.ofPerson(person.id)).find(({ kind }) => kind === 'password')?.hash;
  if (present?.endedAt !== null || typeof old !== 'string' || passwordMark(old) !== before) return undefined;
  await tx.credentials.setPassword({ id: newId('credential'), personId: person.id, hash });
  const live = others === 'end' ? await tx.sessions.liveOfPerson(person.id) : [];
  const elsewhere = live.map(({ id }) => id).filter((id) => id !== session);
  const ended = await tx.sessions.end(elsewhere, endedByOwner);
  await audit.append({
    kind: 'object-changed',
    actor: { kind: 'person', ...person },
    about: [person.id, ...ended.slice(0, 1_000)],
    address,
    data: { type: 'sign-in-methods', changed: 'pwd', ended: ended.length },
  });
  return ended;
}
