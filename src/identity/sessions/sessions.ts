import { type PersonId, type SessionId, newId } from '#base/ids.ts';
import type { AuthenticationMethod, Strength } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { RestsOn, SessionRecords, SessionSummary, SignInSession } from '../records.ts';
import { hashSecret, isSecret, newSecret } from '../secret.ts';

/** A session with the secret that its cookie holds from now on. */
export interface OpenedSession {
  readonly secret: string;
  readonly session: SessionId;
  readonly strength: Strength;
}

/** Sign-in sessions. The browser holds a random secret; the store holds its hash and everything else. */
export interface Sessions {
  find(secret: string | undefined): Promise<SignInSession | undefined>;
  open(session: {
    readonly person: PersonId;
    readonly methods: readonly AuthenticationMethod[];
    readonly from: { readonly address: string; readonly userAgent: string };
  }): Promise<OpenedSession>;
  /** As `open`, after a sign-in; undefined where what it rests on was changed, locked or removed meanwhile. */
  openProved(
    session: Parameters<Sessions['open']>[0] & { readonly restsOn: RestsOn },
  ): Promise<OpenedSession | undefined>;
  /**
   * Raises a session by what was proved. Everything anew: the strength is what was proved just now, no more.
   * Otherwise it is what was there and what came, as old as the oldest of it. Undefined when it is over.
   */
  raise(change: {
    readonly session: SignInSession;
    readonly proven: readonly AuthenticationMethod[];
    readonly everything: boolean;
  }): Promise<OpenedSession | undefined>;
  /** Ends a session and all that hangs on it: every host's token and every live connection. */
  end(end: {
    readonly session: Pick<SignInSession, 'id' | 'person' | 'name'>;
    readonly cause: string;
    readonly address: string;
  }): Promise<boolean>;
  /** Ends sessions of a person by their own word; answers how many were alive. */
  endOwn(end: {
    readonly person: { readonly id: PersonId; readonly name?: string };
    readonly sessions: readonly SessionId[] | 'all';
    readonly address: string;
  }): Promise<number>;
  list(person: PersonId): Promise<readonly SessionSummary[]>;
}

export function createSessions(deps: {
  readonly records: SessionRecords;
  readonly audit: AuditLog;
}): Sessions {
  const { records, audit } = deps;

  const endSessions = async (end: {
    readonly person: { readonly id: PersonId; readonly name?: string };
    readonly sessions: readonly SessionId[] | 'all';
    readonly cause: string;
    readonly address: string;
  }): Promise<number> => {
    const { person, sessions, cause, address } = end;
    const ended = await records.end({ person: person.id, sessions, cause });
    for (const session of ended) {
      await audit.append({
        kind: 'session-ended',
        actor: { kind: 'person', ...person },
        about: [person.id, session],
        address,
        data: { cause },
      });
    }
    return ended.length;
  };

  // INVARIANT: every rise of privilege makes a new secret, so that a cookie planted before it opens nothing.
  const openProved: Sessions['openProved'] = async ({ person, methods, from, restsOn }) => {
    const secret = newSecret();
    const id = newId('session');
    const secretHash = hashSecret(secret);
    const { address, userAgent } = from;
    const made = { id, person, secretHash, methods, address, userAgent, restsOn };
    const strength = await records.create(made);
    return strength && { secret, session: id, strength };
  };

  return {
    async find(secret) {
      if (secret === undefined || !isSecret(secret)) return undefined;
      return records.bySecretHash(hashSecret(secret));
    },
    openProved,
    async open(session) {
      const opened = await openProved({ ...session, restsOn: {} });
      if (opened === undefined) throw new Error('a session that rests on nothing was refused');
      return opened;
    },
    async raise({ session, proven, everything }) {
      const secret = newSecret();
      const had = session.strength.methods;
      const methods = everything ? [...proven] : [...new Set([...had, ...proven])];
      const proved = everything ? 'now' : 'kept';
      const strength = await records.raise({
        id: session.id,
        secretHash: hashSecret(secret),
        methods,
        proved,
      });
      return strength && { secret, session: session.id, strength };
    },
    async end({ session, cause, address }) {
      const person = { id: session.person, name: session.name };
      return (await endSessions({ person, sessions: [session.id], cause, address })) > 0;
    },
    endOwn: (end) => endSessions({ ...end, cause: 'session-ended' }),
    list: (person) => records.list(person),
  };
}
