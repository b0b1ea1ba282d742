import type { Clock } from '#base/clock.ts';
import type { PersonId, SessionId } from '#base/ids.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { AuditEvent, AuditLog } from '#contracts/events.ts';
import type { PersonRecords } from '#identity/index.ts';
import {
  type IdentityRecords,
  type LinkKind,
  type LocalPerson,
  type NewCredentials,
  passwordMark,
  pauseAfter,
} from '#identity/index.ts';
import { fakePasskeys, type KeptPasskeys, usablePasskeys } from './passkey-records.ts';

/** A person of the fake records, as tests look at them. */
export interface KeptPerson extends Omit<LocalPerson, 'passkeys'> {
  readonly lastSteps: Map<string, number>;
  readonly recoveryHashes: Set<string>;
}

interface KeptSession {
  readonly id: SessionId;
  readonly person: PersonId;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: number;
  secretHash: string;
  methods: readonly AuthenticationMethod[];
  authenticatedAt: number;
  ended?: string;
}

interface KeptLink {
  readonly id: string;
  readonly kind: LinkKind;
  readonly person?: PersonId;
  readonly expiresAt: number;
  used: boolean;
}

/** Records of identity in memory, judged by the clock handed in. */
export interface FakeIdentityRecords extends IdentityRecords {
  readonly kept: Pick<KeptPasskeys, 'passkeys' | 'spentChallenges'> & {
    readonly people: Map<PersonId, KeptPerson>;
    readonly sessions: Map<SessionId, KeptSession>;
    readonly codes: Map<
      string,
      { session: SessionId; host: string; nonceHash: string; methods: readonly string[]; until: number }
    >;
    readonly links: Map<string, KeptLink>;
    readonly journeys: Map<
      string,
      { kind: string; sealed: Uint8Array; version: number; tries: number; until: number }
    >;
    readonly throttles: Map<string, { tries: number; at: number }>;
    organisation?: string;
  };
}

/** How long a session of the fake lives, milliseconds. */
export const fakeSessionLifetimeMs = 12 * 60 * 60_000;

export function createFakeIdentityRecords(clock: Clock): FakeIdentityRecords {
  const kept: FakeIdentityRecords['kept'] = {
    people: new Map(),
    passkeys: new Map(),
    spentChallenges: new Set(),
    sessions: new Map(),
    codes: new Map(),
    links: new Map(),
    journeys: new Map(),
    throttles: new Map(),
  };
  const isLive = (session: KeptSession): boolean =>
    session.ended === undefined && clock.wall() - session.createdAt < fakeSessionLifetimeMs;
  return {
    kept,
    people: fakePeople(kept),
    credentials: {
      async acceptTotpStep(credential, step) {
        const person = [...kept.people.values()].find(({ totp }) => totp.some(({ id }) => id === credential));
        if (person === undefined || step <= (person.lastSteps.get(credential) ?? -1)) return false;
        person.lastSteps.set(credential, step);
        return true;
      },
      async useRecoveryCode(id, hash) {
        const person = kept.people.get(id);
        if (person === undefined || !person.recoveryHashes.delete(hash)) return false;
        kept.people.set(id, { ...person, recoveryCodesLeft: person.recoveryHashes.size });
        return true;
      },
      async rehashPassword(id, before, after) {
        const person = kept.people.get(id);
        if (person?.passwordHash === before) kept.people.set(id, { ...person, passwordHash: after });
      },
    },
    passkeys: fakePasskeys(kept, clock),
    enrolment: fakeEnrolment(kept, clock),
    sessions: {
      async create({ id, person, secretHash, methods, address, userAgent, restsOn }) {
        const hash = kept.people.get(person)?.passwordHash;
        const { password } = restsOn;
        if (password !== undefined && (hash === undefined || passwordMark(hash) !== password))
          return undefined;
        const at = clock.wall();
        const times = { createdAt: at, authenticatedAt: at };
        kept.sessions.set(id, { id, person, secretHash, methods, address, userAgent, ...times });
        return { methods, authenticatedAt: at };
      },
      async bySecretHash(hash) {
        const session = [...kept.sessions.values()].find(({ secretHash }) => secretHash === hash);
        const person = session && kept.people.get(session.person);
        if (session === undefined || person === undefined || person.disabled || !isLive(session))
          return undefined;
        const { id, methods, authenticatedAt } = session;
        const login = person.email ?? person.name;
        const strength = { methods, authenticatedAt };
        const ageMs = clock.wall() - authenticatedAt;
        return { id, person: person.id, name: person.name, login, strength, ageMs };
      },
      async raise({ id, secretHash, methods, proved }) {
        const session = kept.sessions.get(id);
        if (session === undefined || !isLive(session)) return undefined;
        const authenticatedAt = proved === 'now' ? clock.wall() : session.authenticatedAt;
        Object.assign(session, { secretHash, methods, authenticatedAt });
        return { methods, authenticatedAt };
      },
      async end({ person, sessions, cause }) {
        const ending = [...kept.sessions.values()].filter(
          (one) => one.person === person && isLive(one) && (sessions === 'all' || sessions.includes(one.id)),
        );
        for (const session of ending) session.ended = cause;
        return ending.map(({ id }) => id);
      },
      async list(person) {
        return [...kept.sessions.values()]
          .filter((session) => session.person === person && isLive(session))
          .map((session) => ({ ...session, lastActiveAt: session.createdAt }));
      },
    },
    codes: {
      async put({ hash, session, host, nonceHash, strength, lifetimeMs }) {
        const until = clock.wall() + lifetimeMs;
        kept.codes.set(hash, { session, host, nonceHash, methods: strength.methods, until });
      },
    },
    links: fakeLinks(kept, clock),
    journeys: fakeJourneys(kept, clock),
    throttles: fakeThrottles(kept, clock),
  };
}

function fakePeople(kept: FakeIdentityRecords['kept']): PersonRecords {
  const local = (person: KeptPerson | undefined): LocalPerson | undefined =>
    person && { ...person, passkeys: usablePasskeys(kept, person.id) };
  const byLogin = (login: string) => local([...kept.people.values()].find(({ email }) => email === login));
  return {
    byLogin: async (login) => byLogin(login),
    byId: async (id) => local(kept.people.get(id)),
    recentAddresses: async (login) => {
      const person = byLogin(login);
      return [...kept.sessions.values()].filter((one) => one.person === person?.id).map((one) => one.address);
    },
  };
}

function fakeEnrolment(kept: FakeIdentityRecords['kept'], clock: Clock): IdentityRecords['enrolment'] {
  const put = (person: Pick<KeptPerson, 'id' | 'name' | 'email'>, made: NewCredentials): void => {
    kept.people.set(person.id, keptPerson(person, made));
    for (const { id, person: whose } of kept.passkeys.values())
      if (whose === person.id) kept.passkeys.delete(id);
    const { passkey } = made;
    if (passkey !== undefined)
      kept.passkeys.set(passkey.id, { ...passkey, person: person.id, createdAt: clock.wall() });
  };
  return {
    claimed: async () => kept.organisation !== undefined,
    async claim({ organisation, person, credentials, journey }) {
      if (kept.organisation !== undefined || !kept.journeys.delete(journey)) return false;
      kept.organisation = organisation;
      put(person, credentials);
      return true;
    },
    async enrol({ person: id, name, credentials, journey, cause }) {
      const person = kept.people.get(id);
      if (person === undefined || person.disabled || !kept.journeys.delete(journey)) return false;
      for (const session of kept.sessions.values()) if (session.person === id) session.ended = cause;
      put({ ...person, name: name ?? person.name }, credentials);
      return true;
    },
  };
}

/** Makes a person as the fake keeps them. */
function keptPerson(
  { id, name, email }: Pick<KeptPerson, 'id' | 'name' | 'email'>,
  { passwordHash, totp, recoveryHashes }: NewCredentials,
): KeptPerson {
  return {
    id,
    name,
    ...(email === undefined ? {} : { email }),
    disabled: false,
    ...(passwordHash === undefined ? {} : { passwordHash }),
    totp: totp === undefined ? [] : [totp],
    recoveryCodesLeft: recoveryHashes.length,
    lastSteps: new Map(totp === undefined ? [] : [[totp.id, totp.step]]),
    recoveryHashes: new Set(recoveryHashes),
  };
}

function fakeLinks(kept: FakeIdentityRecords['kept'], clock: Clock): IdentityRecords['links'] {
  return {
    async put({ id, hash, kind, person, lifetimeMs }) {
      for (const link of kept.links.values())
        if (link.kind === kind && link.person === person) link.used = true;
      const whose = person === undefined ? {} : { person };
      kept.links.set(hash, { id, kind, ...whose, expiresAt: clock.wall() + lifetimeMs, used: false });
    },
    async use(hash, kinds) {
      const link = kept.links.get(hash);
      if (link === undefined || link.used || link.expiresAt <= clock.wall() || !kinds.includes(link.kind))
        return undefined;
      link.used = true;
      return link;
    },
  };
}

function fakeJourneys(kept: FakeIdentityRecords['kept'], clock: Clock): IdentityRecords['journeys'] {
  const live = (hash: string) => {
    const journey = kept.journeys.get(hash);
    return journey !== undefined && journey.until > clock.wall() ? journey : undefined;
  };
  return {
    async put({ hash, kind, sealed, lifetimeMs }) {
      kept.journeys.set(hash, { kind, sealed, version: 1, tries: 0, until: clock.wall() + lifetimeMs });
    },
    async get(hash, kind) {
      const journey = live(hash);
      return journey?.kind === kind ? { ...journey } : undefined;
    },
    async replace({ hash, version, sealed }) {
      const journey = live(hash);
      if (journey === undefined || journey.version !== version) return false;
      Object.assign(journey, { sealed, version: version + 1 });
      return true;
    },
    async countTry(hash, most) {
      const journey = live(hash);
      if (journey === undefined || journey.tries >= most) return false;
      journey.tries += 1;
      return true;
    },
    async remove(hash) {
      return live(hash) !== undefined && kept.journeys.delete(hash);
    },
  };
}

function fakeThrottles(kept: FakeIdentityRecords['kept'], clock: Clock): IdentityRecords['throttles'] {
  return {
    async take(key, pace) {
      const before = kept.throttles.get(key);
      const fresh = before === undefined || clock.wall() - before.at > pace.forgetMs;
      const tries = fresh ? 0 : before.tries;
      const waitMs = fresh ? 0 : before.at + pauseAfter(tries, pace) - clock.wall();
      if (waitMs > 0) return { waitMs, tries };
      kept.throttles.set(key, { tries: tries + 1, at: clock.wall() });
      return { waitMs: 0, tries: tries + 1 };
    },
    async giveBack(key) {
      const before = kept.throttles.get(key);
      if (before !== undefined) before.tries = Math.max(0, before.tries - 1);
    },
    async forget(key) {
      kept.throttles.delete(key);
    },
  };
}

/** An audit log that keeps its events for tests to read. */
export function createFakeAudit(): AuditLog & { readonly events: AuditEvent[] } {
  const events: AuditEvent[] = [];
  return {
    events,
    async append(event) {
      events.push(event);
      return { chain: 'fake', seq: events.length };
    },
  };
}
