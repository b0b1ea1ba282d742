import { asOneLine } from '#base/unseen-marks.ts';
import type { Clock } from '#base/clock.ts';
import { type PersonId, newId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Journeys, OpenJourney } from './journeys/journeys.ts';
import type { Links } from './links/links.ts';
import type { CreationOptions } from './methods/passkey/ceremony.ts';
import type { Purpose } from './methods/passkey/challenges.ts';
import type { NewPasskey, PasskeyRecords } from './methods/passkey/passkey-records.ts';
import type { Answer, Offer, Passkeys } from './methods/passkey/passkeys.ts';
import { type PasswordFault, passwordFault } from './methods/password/password-rules.ts';
import type { Passwords } from './methods/password/passwords.ts';
import { hashRecoveryCode, newRecoveryCodes } from './methods/recovery-codes/recovery-codes.ts';
import { newTotpSecret, totpAddress, totpStep } from './methods/totp/totp.ts';
import { normaliseLogin } from './normalise-login.ts';
import type { EnrolmentRecords, LinkKind, NewCredentials, PersonRecords } from './records.ts';
import { type Seal, sealText } from './seal.ts';
import type { From } from './sign-in.ts';

/** What was typed on the first page, checked. */
export interface EnrolmentDetails {
  readonly organisation?: string;
  readonly name: string;
  readonly email: string;
}

/** What is kept between the pages of an enrolment. Nothing of it is in force before the end. */
export interface EnrolmentProgress {
  readonly kind: LinkKind;
  /** Whose it becomes; absent on the setup, which makes a person. */
  readonly person?: PersonId;
  readonly chosen?: EnrolmentDetails & {
    /** Absent where a passkey is to be all they sign in with. */
    readonly passwordHash?: string;
    readonly totpSecret: string;
  };
}

/** Where somebody stands on the way. */
export interface EnrolmentState {
  readonly kind: LinkKind;
  readonly step: 'details' | 'factor';
  readonly details: Partial<EnrolmentDetails>;
  /** Whether a passkey may be made: not on the setup, which is on a host that has none. */
  readonly passkey: 'offered' | 'none';
  /** On the step `factor`, beside a password: the secret to type, and the address that a QR code carries. */
  readonly totp?: { readonly secret: string; readonly address: string };
}

export type DetailFault = 'missing' | 'too-long' | 'no-address' | 'differs' | PasswordFault;
export type DetailField = 'organisation' | 'name' | 'email' | 'password' | 'again';
export type DetailFaults = Partial<Record<DetailField, DetailFault>>;

export type EnrolmentRefusal =
  | { readonly kind: 'over' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'faults'; readonly faults: DetailFaults };

export interface Enrolled {
  readonly kind: LinkKind;
  readonly person: PersonId;
  readonly name: string;
  /** What was proved on the way. */
  readonly methods: readonly AuthenticationMethod[];
  /** Shown once, now; none where there is no password that they would go with. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Turns a link of one use into somebody who can sign in: details and password, then an authenticator app or a
 * passkey; or details, then a passkey that stands alone. Nothing is kept before the last of it was proved.
 */
export interface Enrolment {
  /** Exchanges a link for a journey; undefined when the link is none, was used or is too old. */
  begin(link: {
    readonly code: string;
    readonly kinds: readonly LinkKind[];
    readonly address: string;
  }): Promise<string | undefined>;
  state(journey: string | undefined): Promise<EnrolmentState | undefined>;
  details(step: {
    readonly journey: string | undefined;
    readonly typed: Readonly<Record<DetailField, string>>;
    /** `passkey`: without a password. */
    readonly by?: 'password' | 'passkey';
  }): Promise<Result<void, EnrolmentRefusal>>;
  /** Goes back to the first step, with another secret for the authenticator. */
  back(journey: string | undefined): Promise<void>;
  factor(step: {
    readonly journey: string | undefined;
    readonly code: string;
    readonly from: From;
  }): Promise<Result<Enrolled, EndRefusal>>;
  /** Offers to make a passkey as the last step; undefined where none may be made. */
  offerPasskey(at: {
    readonly journey: string | undefined;
    readonly browser: string;
  }): Promise<Offer<CreationOptions> | undefined>;
  passkey(
    step: Answer & {
      readonly journey: string | undefined;
      readonly browser: string;
      readonly from: From;
    },
  ): Promise<Result<Enrolled, EndRefusal>>;
}

/** `stale`: the passkey was made for a page that is too old; a new try helps. */
export interface EndRefusal {
  readonly kind: 'over' | 'wrong' | 'claimed' | 'stale';
}

const longestText = 120;

export interface EnrolmentDeps {
  readonly records: EnrolmentRecords;
  readonly people: PersonRecords;
  readonly journeys: Journeys<EnrolmentProgress>;
  readonly links: Links;
  readonly passwords: Passwords;
  readonly passkeys: Pick<Passkeys, 'offerMaking' | 'made'>;
  readonly passkeyRecords: Pick<PasskeyRecords, 'byCredential'>;
  readonly seal: Seal;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** The name under which authenticator apps list us. */
  readonly issuer: string;
}

export function createEnrolment(deps: EnrolmentDeps): Enrolment {
  const { people, journeys, links, passwords, clock } = deps;
  return {
    async begin(link) {
      const used = await links.use(link);
      if (used === undefined) return undefined;
      const whose = used.person === undefined ? {} : { person: used.person };
      return journeys.begin({ kind: used.kind, ...whose });
    },

    async state(secret) {
      const open = await journeys.open(secret);
      if (open === undefined) return undefined;
      const { kind, chosen } = open.content;
      const passkey = open.content.person === undefined ? ('none' as const) : ('offered' as const);
      if (chosen === undefined)
        return { kind, step: 'details', details: await knownDetails(people, open), passkey };
      if (chosen.passwordHash === undefined) return { kind, step: 'factor', details: chosen, passkey };
      const address = totpAddress({ secret: chosen.totpSecret, issuer: deps.issuer, account: chosen.email });
      return { kind, step: 'factor', details: chosen, passkey, totp: { secret: chosen.totpSecret, address } };
    },

    async details({ journey, typed, by = 'password' }) {
      const open = await journeys.open(journey);
      if (open === undefined) return refused({ kind: 'over' });
      const known = await knownDetails(people, open);
      const details = readDetails(open.content.kind, typed, known);
      const passwordless = by === 'passkey' && open.content.person !== undefined;
      const faults = {
        ...detailFaults(open.content.kind, details),
        ...(passwordless ? {} : passwordFaults(details, typed)),
      };
      if (Object.keys(faults).length > 0) return refused({ kind: 'faults', faults });
      const hashed = passwordless ? undefined : await passwords.hash(typed.password);
      if (hashed?.ok === false) return refused({ kind: 'busy' });
      const password = hashed === undefined ? {} : { passwordHash: hashed.value };
      const chosen = { ...details, ...password, totpSecret: newTotpSecret() };
      const changed = await journeys.change(open, { ...open.content, chosen });
      return changed ? ok(undefined) : refused({ kind: 'over' });
    },

    async back(journey) {
      const open = await journeys.open(journey);
      if (open === undefined) return;
      const { chosen: _, ...content } = open.content;
      await journeys.change(open, content);
    },

    async factor({ journey, code, from }) {
      const open = await journeys.open(journey);
      const chosen = open?.content.chosen;
      if (open === undefined || chosen?.passwordHash === undefined) return refused({ kind: 'over' });
      const step = totpStep({ secret: chosen.totpSecret, code, now: clock.wall() });
      if (step === undefined) return refused({ kind: 'wrong' });
      const id = newId('credential');
      const totp = { id, sealed: await sealText(deps.seal, chosen.totpSecret, id), step };
      return finish(deps, { open, chosen, proved: { totp }, from });
    },

    async offerPasskey({ journey, browser }) {
      const open = await journeys.open(journey);
      const { person: id, chosen } = open?.content ?? {};
      if (open === undefined || id === undefined || chosen === undefined) return undefined;
      const { name, email: login } = chosen;
      return deps.passkeys.offerMaking(purposeOf(open, browser), { id, name, login });
    },

    async passkey({ journey, browser, from, ...answer }) {
      const open = await journeys.open(journey);
      const chosen = open?.content.chosen;
      if (open === undefined || chosen === undefined || open.content.person === undefined)
        return refused({ kind: 'over' });
      const made = await deps.passkeys.made({ ...answer, purpose: purposeOf(open, browser) });
      if (!made.ok) return refused({ kind: made.error === 'over' ? 'stale' : 'wrong' });
      const { credential } = made.value;
      const present = await deps.passkeyRecords.byCredential(credential);
      // Only their own may be made anew: an id that is somebody else's was not made by an honest authenticator.
      if (present !== undefined && present.person !== open.content.person) return refused({ kind: 'wrong' });
      return finish(deps, { open, chosen, proved: { passkey: made.value }, from });
    },
  };
}

function purposeOf({ hash, version }: OpenJourney<EnrolmentProgress>, browser: string): Purpose {
  return { use: 'enrol', browser, way: [hash, `${version}`] };
}

/** What the last step proved. */
type Proved = { readonly totp: NonNullable<NewCredentials['totp']> } | { readonly passkey: NewPasskey };

async function finish(
  deps: EnrolmentDeps,
  end: {
    readonly open: OpenJourney<EnrolmentProgress>;
    readonly chosen: NonNullable<EnrolmentProgress['chosen']>;
    readonly proved: Proved;
    readonly from: From;
  },
): Promise<Result<Enrolled, EndRefusal>> {
  const { open, chosen, proved, from } = end;
  const { kind } = open.content;
  const person = open.content.person ?? newId('person');
  const { credentials, recoveryCodes } = newCredentials({ person, chosen, proved });
  const methods = [
    ...(chosen.passwordHash === undefined ? [] : (['pwd'] as const)),
    ...('totp' in proved ? (['otp'] as const) : (['hwk'] as const)),
  ];
  const completion = { person, open, credentials, methods, from };
  const done = await (kind === 'setup' ? claim(deps, completion) : enrol(deps, completion));
  if (done !== 'done') return refused({ kind: done });
  return ok({ kind, person, name: chosen.name, methods, recoveryCodes });
}

async function knownDetails(
  people: PersonRecords,
  open: OpenJourney<EnrolmentProgress>,
): Promise<Partial<EnrolmentDetails>> {
  const { person: id } = open.content;
  const person = id === undefined ? undefined : await people.byId(id);
  if (person === undefined) return {};
  return { name: person.name, email: person.email ?? person.name };
}

function readDetails(
  kind: LinkKind,
  typed: Readonly<Record<DetailField, string>>,
  known: Partial<EnrolmentDetails>,
): EnrolmentDetails {
  // Whose account a link opens is not for its holder to say: name and address come from the invitation.
  const email = kind === 'setup' ? normaliseLogin(typed.email) : (known.email ?? '');
  const name = kind === 'reset' ? (known.name ?? '') : asOneLine(typed.name);
  return kind === 'setup' ? { organisation: asOneLine(typed.organisation), name, email } : { name, email };
}

function detailFaults(kind: LinkKind, { organisation = '', name, email }: EnrolmentDetails): DetailFaults {
  const faults: DetailFaults = {};
  if (kind === 'setup') {
    const wrong = textFault(organisation);
    if (wrong !== undefined) faults.organisation = wrong;
    if (email === '') faults.email = 'missing';
    else if (!/^[^\s@<>"'\\,;:()[\]]{1,64}@[^\s@<>"'\\,;:()[\]]{1,189}$/u.test(email))
      faults.email = 'no-address';
  }
  const wrongName = kind === 'reset' ? undefined : textFault(name);
  if (wrongName !== undefined) faults.name = wrongName;
  return faults;
}

function passwordFaults(
  { organisation = '', name, email }: EnrolmentDetails,
  typed: Readonly<Record<DetailField, string>>,
): DetailFaults {
  const faults: DetailFaults = {};
  const wrongPassword = passwordFault(typed.password, [name, email, organisation]);
  if (typed.password === '') faults.password = 'missing';
  else if (wrongPassword !== undefined) faults.password = wrongPassword;
  else if (typed.password !== typed.again) faults.again = 'differs';
  return faults;
}

function textFault(text: string): DetailFault | undefined {
  if (text === '') return 'missing';
  return Array.from(text).length > longestText ? 'too-long' : undefined;
}

function newCredentials(made: {
  readonly person: PersonId;
  readonly chosen: NonNullable<EnrolmentProgress['chosen']>;
  readonly proved: Proved;
}): { readonly credentials: NewCredentials; readonly recoveryCodes: readonly string[] } {
  const { person, chosen, proved } = made;
  // Recovery codes stand in for a second factor: without a password there is nothing that they would complete.
  if (chosen.passwordHash === undefined)
    return { recoveryCodes: [], credentials: { ...proved, recoveryHashes: [] } };
  const recoveryCodes = newRecoveryCodes();
  const recoveryHashes = recoveryCodes.flatMap((code) => hashRecoveryCode(person, code) ?? []);
  return { recoveryCodes, credentials: { passwordHash: chosen.passwordHash, ...proved, recoveryHashes } };
}

interface Completion {
  readonly person: PersonId;
  readonly open: OpenJourney<EnrolmentProgress>;
  readonly credentials: NewCredentials;
  readonly methods: readonly AuthenticationMethod[];
  readonly from: From;
}

async function claim(deps: EnrolmentDeps, end: Completion): Promise<'done' | 'claimed' | 'over'> {
  const { chosen } = end.open.content;
  if (chosen === undefined) return 'over';
  const { organisation = '', name, email } = chosen;
  const person = { id: end.person, name, email };
  const { credentials } = end;
  // INVARIANT: the first to prove a second factor owns the installation, whoever opened a link first; which of
  // two that is, is settled in the store by one statement.
  const won = await deps.records.claim({ organisation, person, credentials, journey: end.open.hash });
  if (!won) return 'claimed';
  await deps.audit.append({
    kind: 'installation-claimed',
    actor: { kind: 'person', id: person.id, name },
    about: [person.id],
    address: end.from.address,
    data: { organisation, email, userAgent: end.from.userAgent },
  });
  return 'done';
}

async function enrol(deps: EnrolmentDeps, end: Completion): Promise<'done' | 'over'> {
  const { kind, chosen } = end.open.content;
  if (chosen === undefined) return 'over';
  const done = await deps.records.enrol({
    person: end.person,
    name: chosen.name,
    credentials: end.credentials,
    journey: end.open.hash,
    cause: 'session-ended',
  });
  if (!done) return 'over';
  const enrolled = [...end.methods, ...(end.credentials.recoveryHashes.length === 0 ? [] : ['rec'])];
  await deps.audit.append({
    kind: 'object-changed',
    actor: { kind: 'person', id: end.person, name: chosen.name },
    about: [end.person],
    address: end.from.address,
    data: { enrolled, by: kind, userAgent: end.from.userAgent },
  });
  return 'done';
}
