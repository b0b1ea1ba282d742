import { asOneLine } from '#base/unseen-marks.ts';
import type { PersonId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { Need } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { SignInSession } from '../../records.ts';
import { lacking } from '../../sessions/strength.ts';
import type { CreationOptions } from './ceremony.ts';
import type { Purpose } from './challenges.ts';
import type { MethodSummary, PasskeyRecords } from './passkey-records.ts';
import type { Answer, Offer, Passkeys } from './passkeys.ts';

/** How fresh a sign-in has to be for changing how one signs in. */
export const needToChangeMethods: Need = { maxAgeSeconds: 300 };

/** The most passkeys that one person may have. */
export const mostPasskeys = 20;

/** How long the name of a passkey may be, characters. */
export const longestPasskeyName = 60;

/** Why a change of one's own methods was refused. `stale`: sign in anew first. */
export type ChangeRefusal = 'stale' | 'over' | 'wrong' | 'known' | 'too-many' | 'last' | 'gone' | 'no-name';

/** Who changes, and from where. */
export interface Changer {
  readonly session: SignInSession;
  readonly address: string;
}

/** What somebody signs in with, to be read and changed by themselves. */
export interface OwnMethods {
  list(person: PersonId): Promise<MethodSummary>;
  offer(changer: Changer & { readonly browser: string }): Promise<Offer<CreationOptions>>;
  /** Adds a passkey; answers with its name. */
  add(change: Changer & Answer & { readonly browser: string }): Promise<Result<string, ChangeRefusal>>;
  rename(
    change: Changer & { readonly id: string; readonly name: string },
  ): Promise<Result<void, ChangeRefusal>>;
  remove(change: Changer & { readonly id: string }): Promise<Result<void, ChangeRefusal>>;
}

export function createOwnMethods(deps: {
  readonly records: PasskeyRecords;
  readonly passkeys: Passkeys;
  readonly audit: AuditLog;
}): OwnMethods {
  const { records, passkeys, audit } = deps;

  const note = ({ session, address }: Changer, data: Readonly<Record<string, unknown>>) =>
    audit.append({
      kind: 'object-changed',
      actor: { kind: 'person', id: session.person, name: session.name },
      about: [session.person, session.id],
      address,
      data: { type: 'sign-in-methods', ...data },
    });

  return {
    list: (person) => records.methods(person),

    offer({ session, browser }) {
      const { person: id, name, login } = session;
      return passkeys.offerMaking(purposeOf(session, browser), { id, name, login });
    },

    async add({ session, address, browser, ...answer }) {
      if (isStale(session)) return refused('stale');
      const made = await passkeys.made({ ...answer, purpose: purposeOf(session, browser) });
      if (!made.ok) return made;
      const passkey = made.value;
      const added = await records.add({ ...passkey, ...changing(session), most: mostPasskeys });
      if (added !== 'added') return refused(refusalOf(added));
      const { id, name, model, mayBeBackedUp } = passkey;
      await note({ session, address }, { added: 'hwk', passkey: id, name, model, mayBeBackedUp });
      return ok(name);
    },

    async rename({ session, address, id, name: typed }) {
      if (isStale(session)) return refused('stale');
      const name = passkeyName(typed);
      if (name === undefined) return refused('no-name');
      const renamed = await records.rename({ ...changing(session), id, name });
      if (renamed !== 'renamed') return refused(refusalOf(renamed));
      await note({ session, address }, { renamed: 'hwk', passkey: id, name });
      return ok(undefined);
    },

    async remove({ session, address, id }) {
      if (isStale(session)) return refused('stale');
      const removed = await records.remove({ ...changing(session), id });
      if (removed !== 'removed') return refused(refusalOf(removed));
      await note({ session, address }, { removed: 'hwk', passkey: id });
      return ok(undefined);
    },
  };
}

const changing = ({ person, id }: SignInSession) => ({ person, session: id });

/** A session that ended meanwhile is as good as one that is too old: signing in anew helps. */
function refusalOf<R extends ChangeRefusal>(came: R | 'over'): R | 'stale' {
  return came === 'over' ? 'stale' : came;
}

/**
 * Tells whether a sign-in is too old to change how its person signs in: a stolen cookie must not be enough to plant
 * a key of the thief's, or to take the owner's away.
 */
export function isStale(session: SignInSession): boolean {
  return lacking(session, needToChangeMethods) !== undefined;
}

function purposeOf(session: SignInSession, browser: string): Purpose {
  return { use: 'add', browser, way: [session.id] };
}

// A mark that hides or turns text would let a name pose as another.
function passkeyName(typed: string): string | undefined {
  const name = asOneLine(typed);
  return name === '' || Array.from(name).length > longestPasskeyName ? undefined : name;
}
