import { type Result, ok, refused } from '#base/result.ts';
import type { PersonRecords, SignInSession } from '../../records.ts';
import type { ReportRecords } from '../../reports/report-records.ts';
import { isStale } from '../passkey/own-methods.ts';
import { passwordMark } from './password-mark.ts';
import { type PasswordFault, passwordFault } from './password-rules.ts';
import type { Passwords } from './passwords.ts';

/** Why a new password was not taken. `same`: it is the one that was; `none`: there is none to change. */
export type NewPasswordRefusal = PasswordFault | 'missing' | 'differs' | 'same' | 'none' | 'stale' | 'busy';

/** People change their own password. */
export interface OwnPassword {
  /** Whether somebody has a password, and whether it opens anything. */
  state(session: SignInSession): Promise<'none' | 'locked' | 'usable'>;
  /**
   * Puts a new password in place of the old, which opens nothing afterwards; a sign-in begun with it is over. With
   * `others: 'end'` every other session of theirs ends with it: whoever changes a password because somebody may know
   * it expects that nobody stays in by it. Gives how many ended.
   */
  change(change: {
    readonly session: SignInSession;
    readonly typed: string;
    readonly again: string;
    readonly address: string;
    readonly others: 'end' | 'keep';
  }): Promise<Result<{ readonly ended: number }, NewPasswordRefusal>>;
}

export function createOwnPassword(deps: {
  readonly people: Pick<PersonRecords, 'byId'>;
  readonly records: Pick<ReportRecords, 'changePassword'>;
  readonly passwords: Passwords;
}): OwnPassword {
  const { people, records, passwords } = deps;
  return {
    async state({ person: id }) {
      const person = await people.byId(id);
      if (person?.passwordHash === undefined) return 'none';
      return person.passwordLocked === true ? 'locked' : 'usable';
    },
    async change({ session, typed, again, address, others }) {
      if (isStale(session)) return refused('stale');
      const person = await people.byId(session.person);
      const old = person?.passwordHash;
      if (person === undefined || old === undefined) return refused('none');
      if (typed === '') return refused('missing');
      const fault = passwordFault(typed, [person.name, person.email ?? '']);
      if (fault !== undefined) return refused(fault);
      if (typed !== again) return refused('differs');
      const [same, hashed] = [await passwords.check(typed, old), await passwords.hash(typed)];
      if (!same.ok || !hashed.ok) return refused('busy');
      if (same.value !== 'wrong') return refused('same');
      const { id, name } = person;
      const changed = await records.changePassword({
        person: { id, name },
        session: session.id,
        before: passwordMark(old),
        hash: hashed.value,
        address,
        others,
      });
      return changed === undefined ? refused('none') : ok(changed);
    },
  };
}
