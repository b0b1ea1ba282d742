import type { Clock } from '#base/clock.ts';
import { type PersonId, newId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Journeys, OpenJourney } from './journeys/journeys.ts';
import type { Links } from './links/links.ts';
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
  readonly chosen?: EnrolmentDetails & { readonly passwordHash: string; readonly totpSecret: string };
}

/** Where somebody stands on the way. */
export interface EnrolmentState {
  readonly kind: LinkKind;
  readonly step: 'details' | 'factor';
  readonly details: Partial<EnrolmentDetails>;
  /** On the step `factor`: the secret to type, and the address that a QR code carries. */
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
  /** Shown once, now. */
  readonly recoveryCodes: readonly string[];
}

/**
 * Turns a link of one use into somebody who can sign in: details and password, then a second factor proved,
 * then everything at once. Nothing is kept before the second factor was proved.
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
  }): Promise<Result<void, EnrolmentRefusal>>;
  /** Goes back to the first step, with another secret for the authenticator. */
  back(journey: string | undefined): Promise<void>;
  factor(step: {
    readonly journey: string | undefined;
    readonly code: string;
    readonly from: From;
  }): Promise<Result<Enrolled, { readonly kind: 'over' | 'wrong' | 'claimed' }>>;
}

const longestText = 120;

export interface EnrolmentDeps {
  readonly records: EnrolmentRecords;
  readonly people: PersonRecords;
  readonly journeys: Journeys<EnrolmentProgress>;
  readonly links: Links;
  readonly passwords: Passwords;
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
      if (chosen === undefined) return { kind, step: 'details', details: await knownDetails(people, open) };
      const address = totpAddress({ secret: chosen.totpSecret, issuer: deps.issuer, account: chosen.email });
      return { kind, step: 'factor', details: chosen, totp: { secret: chosen.totpSecret, address } };
    },

    async details({ journey, typed }) {
      const open = await journeys.open(journey);
      if (open === undefined) return refused({ kind: 'over' });
      const known = await knownDetails(people, open);
      const details = readDetails(open.content.kind, typed, known);
      const faults = detailFaults(open.content.kind, details, typed);
      if (Object.keys(faults).length > 0) return refused({ kind: 'faults', faults });
      const hashed = await passwords.hash(typed.password);
      if (!hashed.ok) return refused({ kind: 'busy' });
      const chosen = { ...details, passwordHash: hashed.value, totpSecret: newTotpSecret() };
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
      if (open === undefined || chosen === undefined) return refused({ kind: 'over' });
      const step = totpStep({ secret: chosen.totpSecret, code, now: clock.wall() });
      if (step === undefined) return refused({ kind: 'wrong' });
      const person = open.content.person ?? newId('person');
      const made = await newCredentials(deps, { person, chosen, step });
      const done =
        open.content.kind === 'setup'
          ? await claim(deps, { person, open, credentials: made.credentials, from })
          : await enrol(deps, { person, open, credentials: made.credentials, from });
      if (done !== 'done') return refused({ kind: done });
      return ok({ kind: open.content.kind, person, name: chosen.name, recoveryCodes: made.recoveryCodes });
    },
  };
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
  const name = kind === 'reset' ? (known.name ?? '') : oneLine(typed.name);
  return kind === 'setup' ? { organisation: oneLine(typed.organisation), name, email } : { name, email };
}

// Control characters and those that turn the direction of text would let a name pose as another.
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function detailFaults(
  kind: LinkKind,
  details: EnrolmentDetails,
  typed: Readonly<Record<DetailField, string>>,
): DetailFaults {
  const faults: DetailFaults = {};
  const { organisation = '', name, email } = details;
  if (kind === 'setup') {
    const wrong = textFault(organisation);
    if (wrong !== undefined) faults.organisation = wrong;
    if (email === '') faults.email = 'missing';
    else if (!/^[^\s@<>"'\\,;:()[\]]{1,64}@[^\s@<>"'\\,;:()[\]]{1,189}$/u.test(email))
      faults.email = 'no-address';
  }
  const wrongName = kind === 'reset' ? undefined : textFault(name);
  if (wrongName !== undefined) faults.name = wrongName;
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

async function newCredentials(
  deps: EnrolmentDeps,
  made: {
    readonly person: PersonId;
    readonly chosen: NonNullable<EnrolmentProgress['chosen']>;
    readonly step: number;
  },
): Promise<{ readonly credentials: NewCredentials; readonly recoveryCodes: readonly string[] }> {
  const { person, chosen, step } = made;
  const id = newId('credential');
  const recoveryCodes = newRecoveryCodes();
  const recoveryHashes = recoveryCodes.flatMap((code) => hashRecoveryCode(person, code) ?? []);
  const totp = { id, sealed: await sealText(deps.seal, chosen.totpSecret, id) };
  return {
    recoveryCodes,
    credentials: { passwordHash: chosen.passwordHash, totp, totpStep: step, recoveryHashes },
  };
}

interface Completion {
  readonly person: PersonId;
  readonly open: OpenJourney<EnrolmentProgress>;
  readonly credentials: NewCredentials;
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
  await deps.audit.append({
    kind: 'object-changed',
    actor: { kind: 'person', id: end.person, name: chosen.name },
    about: [end.person],
    address: end.from.address,
    data: { enrolled: ['pwd', 'otp', 'rec'], by: kind, userAgent: end.from.userAgent },
  });
  return 'done';
}
