import { originOf, systemHost } from '#contracts/hosts.ts';
import type { Clock } from '#base/clock.ts';
import { authenticationMethods } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import { createHostCodes, type HostCodes } from './codes/host-codes.ts';
import { createEnrolment, type Enrolment, type EnrolmentProgress } from './enrolment.ts';
import { createEntries, type Entries, type Entry } from './entries.ts';
import { createJourneys } from './journeys/journeys.ts';
import { createLinks, type Links } from './links/links.ts';
import { relyingParty } from './methods/passkey/ceremony.ts';
import { createChallenges } from './methods/passkey/challenges.ts';
import { createOwnMethods, type OwnMethods } from './methods/passkey/own-methods.ts';
import type { PasskeyRecords } from './methods/passkey/passkey-records.ts';
import { createPasskeys } from './methods/passkey/passkeys.ts';
import type { Hashing } from './methods/password/hashing-threads.ts';
import { createOwnPassword, type OwnPassword } from './methods/password/own-password.ts';
import { createPasswords, type PasswordCost } from './methods/password/passwords.ts';
import { createProviders, type Providers } from './providers/create-providers.ts';
import type { Outbound } from './providers/outbound.ts';
import { readProof } from './providers/read-trip.ts';
import type { ProviderRecords } from './providers/records.ts';
import { recordOf, text } from './read-stored.ts';
import type {
  CodeRecords,
  CredentialRecords,
  EnrolmentRecords,
  JourneyRecords,
  LinkRecords,
  PersonRecords,
  SessionRecords,
  ThrottleRecords,
} from './records.ts';
import type { ReportRecords } from './reports/report-records.ts';
import { createReports, type Reports } from './reports/reports.ts';
import type { Seal } from './seal.ts';
import { createSessions, type Sessions } from './sessions/sessions.ts';
import { createSignIn, type SignIn, type SignInProgress } from './sign-in.ts';
import { createThrottle } from './throttle/throttle.ts';

/** Everything that identity keeps, one face a kind. */
export interface IdentityRecords {
  readonly people: PersonRecords;
  readonly credentials: CredentialRecords;
  readonly passkeys: PasskeyRecords;
  readonly enrolment: EnrolmentRecords;
  readonly sessions: SessionRecords;
  readonly codes: CodeRecords;
  readonly links: LinkRecords;
  readonly journeys: JourneyRecords;
  readonly throttles: ThrottleRecords;
  /** Absent where nobody can say "this was not me". */
  readonly reports?: ReportRecords;
  /** Absent where nobody else vouches for people. */
  readonly providers?: ProviderRecords;
}

/** All of identity, put together. */
export interface Identity {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly hostCodes: HostCodes;
  readonly links: Links;
  readonly enrolment: Enrolment;
  readonly entries: Entries;
  readonly methods: OwnMethods;
  /** "This was not me", and what follows; absent where nothing keeps it. */
  readonly own?: { readonly reports: Reports; readonly password: OwnPassword };
  /** Absent where nobody else vouches for people. */
  readonly providers?: Providers;
  /** Whether somebody owns this installation. */
  claimed(): Promise<boolean>;
}

/** Puts identity together from its records, a seal for secrets, the audit chain and a clock. */
export function createIdentity(deps: {
  readonly records: IdentityRecords;
  readonly seal: Seal;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly domain: string;
  readonly publicPort: number;
  /** What a password costs to check; cheap in tests only. */
  readonly passwordCost?: PasswordCost;
  /** Where passwords are hashed; absent: on the pool of threads that everything shares. */
  readonly hashing?: Hashing;
  /** How other providers are asked; without it nobody else vouches for people. */
  readonly outbound?: Outbound;
  /** Notes what keeps a provider from being asked, for the log. */
  readonly providerFailed?: (error: unknown, about: { readonly provider: string }) => void;
}): Identity {
  const { records, seal, audit, clock, domain, publicPort } = deps;
  const { people, credentials } = records;
  const kept = { records: records.journeys, seal };
  const passwords = createPasswords({
    ...(deps.passwordCost === undefined ? {} : { cost: deps.passwordCost }),
    ...(deps.hashing === undefined ? {} : { hashing: deps.hashing }),
  });
  const sessions = createSessions({ records: records.sessions, audit });
  const links = createLinks({ records: records.links, audit, domain, publicPort });
  const throttle = createThrottle({ records: records.throttles, people, clock });
  const signInJourneys = createJourneys({ ...kept, kind: 'sign-in', read: readProgress });
  const enrolments = createJourneys({ ...kept, kind: 'enrolment', read: readEnrolment });
  const entryJourneys = createJourneys({ ...kept, kind: 'entry', read: readEntry });
  const passkeys = createPasskeys({
    records: records.passkeys,
    people,
    challenges: createChallenges({ records: records.passkeys, seal, clock }),
    throttle,
    site: relyingParty({ domain, publicPort }),
    siteName: `Sallyport ${domain}`,
  });
  const common = { people, passwords, passkeys, seal, audit, clock };
  const providers =
    records.providers === undefined || deps.outbound === undefined
      ? undefined
      : createProviders({
          records: records.providers,
          outbound: deps.outbound,
          journeys: records.journeys,
          throttles: records.throttles,
          people,
          enrolment: records.enrolment,
          enrolments,
          sessions,
          seal,
          audit,
          clock,
          issuer: `Sallyport ${domain}`,
          origin: originOf(systemHost('signin', domain), publicPort),
          failed: deps.providerFailed ?? (() => {}),
        });
  const ties =
    providers === undefined ? {} : { tie: providers.refresh.tie, askAnew: providers.refresh.askAnew };
  return {
    signIn: createSignIn({ ...common, credentials, sessions, journeys: signInJourneys, throttle, ...ties }),
    sessions,
    hostCodes: createHostCodes(records.codes),
    links,
    enrolment: createEnrolment({
      ...common,
      records: records.enrolment,
      journeys: enrolments,
      links,
      passkeyRecords: records.passkeys,
      issuer: `Sallyport ${domain}`,
    }),
    entries: createEntries({ journeys: entryJourneys, sessions, audit }),
    methods: createOwnMethods({ records: records.passkeys, passkeys, audit }),
    ...(providers === undefined ? {} : { providers }),
    ...(records.reports === undefined
      ? {}
      : {
          own: {
            reports: createReports({
              records: records.reports,
              ...(providers === undefined ? {} : { carry: providers.refresh.carry }),
            }),
            password: createOwnPassword({ people, records: records.reports, passwords }),
          },
        }),
    claimed: () => records.enrolment.claimed(),
  };
}

// What comes out of a seal was written by this program; these checks only keep an older version's rows away.

function readProgress(stored: unknown): SignInProgress {
  const { person, proven, session, vouched, password } = recordOf(stored);
  if (typeof person !== 'string' || !Array.isArray(proven)) throw new Error('not the progress of a sign-in');
  const methods = authenticationMethods.filter((method) => proven.includes(method));
  return {
    person,
    proven: methods,
    ...(typeof session === 'string' ? { session } : {}),
    ...(typeof password === 'string' ? { password } : {}),
    ...(vouched === undefined ? {} : { vouched: readProof(vouched) }),
  };
}

function readEnrolment(stored: unknown): EnrolmentProgress {
  const { kind, person, chosen } = recordOf(stored);
  if (kind !== 'setup' && kind !== 'invitation' && kind !== 'reset')
    throw new Error('not the progress of an enrolment');
  const whose = typeof person === 'string' ? { person } : {};
  return chosen === undefined ? { kind, ...whose } : { kind, ...whose, chosen: readChosen(chosen) };
}

function readChosen(stored: unknown): NonNullable<EnrolmentProgress['chosen']> {
  const { organisation, name, email, passwordHash, totpSecret } = recordOf(stored);
  const password = passwordHash === undefined ? {} : { passwordHash: text(passwordHash) };
  const chosen = { name: text(name), email: text(email), ...password, totpSecret: text(totpSecret) };
  return organisation === undefined ? chosen : { ...chosen, organisation: text(organisation) };
}

function readEntry(stored: unknown): Entry {
  return { secret: text(recordOf(stored).secret) };
}
