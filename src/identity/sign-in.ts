import type { Clock } from '#base/clock.ts';
import type { PersonId, SessionId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuthenticationMethod, Need, Strength } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Journeys } from './journeys/journeys.ts';
import type { RequestOptions } from './methods/passkey/ceremony.ts';
import type { Purpose } from './methods/passkey/challenges.ts';
import type { Answer, Offer, Passkeys, ProofRefusal } from './methods/passkey/passkeys.ts';
import { passwordMark } from './methods/password/password-mark.ts';
import type { Passwords } from './methods/password/passwords.ts';
import type { SecondFactor } from './methods/second-factor.ts';
import { secondFactors } from './methods/second-factors.ts';
import { normaliseLogin } from './normalise-login.ts';
import type { ProviderProof } from './providers/provider.ts';
import type { CredentialRecords, LocalPerson, PersonRecords, RestsOn, SignInSession } from './records.ts';
import type { Seal } from './seal.ts';
import type { Sessions } from './sessions/sessions.ts';
import { type Ask, type Lacking, isFirst, lacking, nextAsk, passkeyHelps } from './sessions/strength.ts';
import type { Throttle } from './throttle/throttle.ts';

/** Where a request came from. */
export interface From {
  readonly address: string;
  readonly userAgent: string;
}

/** What was proved so far on the way to a session. */
export interface SignInProgress {
  readonly person: PersonId;
  readonly proven: readonly AuthenticationMethod[];
  /** The session that is to rise; absent on the way to a new one. */
  readonly session?: SessionId;
  /** Which password was right, where one was: see `passwordMark`. */
  readonly password?: string;
  /** What another provider's word left, where that is what was proved. */
  readonly vouched?: ProviderProof;
}

/** Why a step of a sign-in was refused. `wrong` covers unknown names, disabled people and wrong answers alike. */
export type SignInRefusal =
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many'; readonly waitMs: number }
  | { readonly kind: 'busy' }
  /** The password is right and locked: somebody else may know it. */
  | { readonly kind: 'locked' }
  /** The passkey is a second step: this person's provider has to vouch for them first. */
  | { readonly kind: 'not-alone' }
  /** The passkey's counter went back: somebody else may hold a copy of it. */
  | { readonly kind: 'copied' }
  /** The first step is too old, was tried too often or was finished elsewhere. */
  | { readonly kind: 'over' }
  | { readonly kind: 'impossible'; readonly methods: readonly AuthenticationMethod[] };

export type SignInStep =
  | { readonly kind: 'more'; readonly journey: string }
  | {
      readonly kind: 'signed-in';
      /** What the cookie holds from now on; the one before is worth nothing. */
      readonly secret: string;
      readonly session: SessionId;
      readonly strength: Strength;
    };

/** What a page has to ask next. */
export interface SignInQuestion {
  readonly ask: Ask;
  /** Whom we believe to be there; absent for a stranger. */
  readonly person?: { readonly name: string; readonly login: string };
  /** The second factors that fit, the first offered first. */
  readonly factors: readonly SecondFactor[];
  /** Whether a passkey would do: any that says whose it is, or one of this person's own. */
  readonly passkey?: 'any' | 'own';
}

/** Which page of which browser a passkey is asked on. */
export interface PasskeyPlace {
  /** The page's anti-forgery token. */
  readonly browser: string;
  /** The attempt that this is a sign-in for, as its text. */
  readonly state: string;
}

interface Situation {
  readonly need?: Need | undefined;
  /** What the sign-in cookie opened, if anything. */
  readonly session?: SignInSession | undefined;
  readonly from: From;
}

/** Signs people in by password and second factor, and raises sessions by exactly what is missing. */
export interface SignIn {
  /** Says what is to be asked; `nothing`: the session is enough. */
  question(at: {
    readonly need?: Need | undefined;
    readonly session?: SignInSession | undefined;
    readonly journey?: string | undefined;
  }): Promise<SignInQuestion>;
  password(
    step: Situation & { readonly login: string; readonly password: string },
  ): Promise<Result<SignInStep, SignInRefusal>>;
  /** Goes on after somebody was proved elsewhere: by another provider's word. */
  proved(
    step: Situation & {
      readonly person: PersonId;
      readonly methods: readonly AuthenticationMethod[];
      readonly vouched: ProviderProof;
    },
  ): Promise<Result<SignInStep, SignInRefusal>>;
  factor(
    step: Situation & {
      readonly journey?: string | undefined;
      /** The name of the second factor. */
      readonly factor: string;
      readonly answer: string;
    },
  ): Promise<Result<SignInStep, SignInRefusal>>;
  /** Offers a passkey where `question` says that one would do. */
  offerPasskey(
    at: PasskeyPlace & {
      readonly session?: SignInSession | undefined;
      readonly journey?: string | undefined;
    },
  ): Promise<Offer<RequestOptions>>;
  passkey(
    step: Situation & PasskeyPlace & Answer & { readonly journey?: string | undefined },
  ): Promise<Result<SignInStep, SignInRefusal>>;
}

export interface SignInDeps {
  readonly people: PersonRecords;
  readonly credentials: CredentialRecords;
  readonly sessions: Sessions;
  readonly journeys: Journeys<SignInProgress>;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly passkeys: Passkeys;
  readonly seal: Seal;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** Ties a session to the provider on whose word it rests. */
  readonly tie?: (session: SessionId, proof: ProviderProof) => Promise<void>;
  /** Has what a session's provider says asked anew soon. */
  readonly askAnew?: (session: SessionId) => Promise<void>;
}

export function createSignIn(deps: SignInDeps): SignIn {
  const { people, journeys, passwords, throttle, sessions } = deps;

  return {
    async question({ need, session, journey }) {
      const lack = lacking(session, need);
      if (lack === undefined) return { ask: { kind: 'nothing' }, factors: [] };
      const open = await readJourney(deps, journey, session);
      const id = open?.content.person ?? session?.person;
      const person = id === undefined ? undefined : await people.byId(id);
      if (person === undefined) {
        const any = passkeyHelps(lack, []) ? { passkey: 'any' as const } : {};
        return { ask: { kind: 'password' }, factors: [], ...any };
      }
      const proven = open?.content.proven ?? [];
      const ask = nextAsk(lack, proven, methodsOf(person));
      const login = person.email ?? person.name;
      const fits = ask.kind !== 'impossible' && person.passkeys.length > 0 && passkeyHelps(lack, proven);
      const own = fits ? { passkey: 'own' as const } : {};
      return { ask, person: { name: person.name, login }, factors: factorsFor(person, ask), ...own };
    },

    async password({ login: typed, password, need, session, from }) {
      const login = normaliseLogin(typed);
      const tried = await throttle.password({ login, address: from.address });
      if (!tried.ok) return refused({ kind: 'too-many', ...tried.error });
      const person = await people.byLogin(login);
      const checked = await passwords.check(password, person?.passwordHash);
      if (!checked.ok) return refused({ kind: 'busy' });
      if (checked.value === 'wrong' || person === undefined || person.disabled) {
        await tellRefusal(deps, { person, from, reason: refusalReason(person, checked.value) });
        return refused({ kind: 'wrong' });
      }
      // Told to whoever knows the password, and to nobody else: to them it tells no more than the next page would.
      if (person.passwordLocked === true) {
        await tellRefusal(deps, { person, from, reason: 'password-locked' });
        return refused({ kind: 'locked' });
      }
      await tried.value.succeeded();
      if (checked.value === 'right-stale') await renewHash(deps, person, password);
      const now = checked.value === 'right-stale' ? await people.byId(person.id) : person;
      if (now?.passwordHash === undefined) return refused({ kind: 'wrong' });
      const proved = { proven: ['pwd'] as const, password: passwordMark(now.passwordHash) };
      return goOn(now, proved, { need, session, from });
    },

    async proved({ person: id, methods, vouched, need, session, from }) {
      const person = await people.byId(id);
      if (person === undefined || person.disabled) {
        await tellRefusal(deps, { person, from, reason: refusalReason(person, 'right') });
        return refused({ kind: 'wrong' });
      }
      return goOn(person, { proven: methods, vouched }, { need, session, from });
    },

    async factor(step) {
      const asked = await factorAsked(deps, step);
      // Nobody without a session is asked for a second factor before the password: that would tell who exists.
      if (asked === undefined) return refused({ kind: 'over' });
      const { person, mine, lack, open, proven, factor } = asked;
      const { answer, session, from } = step;
      const login = normaliseLogin(person.email ?? person.name);
      const tried = await throttle.factor({ person: person.id, login, address: from.address });
      if (!tried.ok) return refused({ kind: 'too-many', ...tried.error });
      if (open !== undefined && !(await journeys.countTry(open))) return refused({ kind: 'over' });
      const { credentials, seal, clock } = deps;
      if (!(await factor.prove({ person, answer, now: clock.wall(), credentials, seal }))) {
        await tellRefusal(deps, { person, from, reason: `wrong-${factor.name}` });
        return refused({ kind: 'wrong' });
      }
      await tried.value.succeeded();
      const progress = {
        ...carried(open?.content),
        person: person.id,
        proven: [...proven, factor.proves],
        ...idOf(mine),
      };
      // INVARIANT: a journey ends for one caller only, so that one proof makes one session.
      if (open !== undefined && !(await journeys.end(open))) return refused({ kind: 'over' });
      const rest = nextAsk(lack, progress.proven, methodsOf(person));
      if (rest.kind !== 'nothing') return ok({ kind: 'more', journey: await journeys.begin(progress) });
      return complete(deps, { person, progress, lack, session, mine, from });
    },

    async offerPasskey({ session, journey, ...place }) {
      const open = await readJourney(deps, journey, session);
      const id = open?.content.person ?? session?.person;
      const person = id === undefined ? undefined : await people.byId(id);
      return deps.passkeys.offerProof(purposeOf(place, session, open), person?.passkeys ?? []);
    },

    async passkey({ need, session, journey, from, browser, state, ticket, response }) {
      const open = await readJourney(deps, journey, session);
      const proved = await deps.passkeys.prove({
        ticket,
        response,
        purpose: purposeOf({ browser, state }, session, open),
        person: open?.content.person ?? session?.person,
        address: from.address,
      });
      if (!proved.ok) return refused(await passkeyRefusal(deps, proved.error, from));
      const { person, passkey } = proved.value;
      const mine = session?.person === person.id ? session : undefined;
      const lack = lacking(mine, need) ?? { everything: false, methods: [] };
      const proven = [...(open?.content.proven ?? []), 'hwk' as const];
      // A provider that lets somebody go must be enough to keep them out: their passkey opens no session by itself.
      if (mine === undefined && person.vouchedBy === 'provider' && !proven.some(isFirst)) {
        await tellRefusal(deps, { person, from, reason: 'passkey-not-alone' });
        return refused({ kind: 'not-alone' });
      }
      const progress = { ...carried(open?.content), person: person.id, proven, ...idOf(mine) };
      if (open !== undefined && !(await journeys.end(open))) return refused({ kind: 'over' });
      const rest = nextAsk(lack, proven, methodsOf(person));
      if (rest.kind === 'impossible') {
        await tellRefusal(deps, { person, from, reason: 'no-second-factor' });
        return refused(rest);
      }
      if (rest.kind !== 'nothing') return ok({ kind: 'more', journey: await journeys.begin(progress) });
      return complete(deps, { person, progress, lack, session, mine, from, passkey });
    },
  };

  // After the first proof: asks for what else is wanted, or signs in.
  async function goOn(
    person: LocalPerson,
    first: Pick<SignInProgress, 'proven' | 'vouched' | 'password'>,
    { need, session, from }: Situation,
  ): Promise<Result<SignInStep, SignInRefusal>> {
    const mine = session?.person === person.id ? session : undefined;
    const lack = lacking(mine, need) ?? { everything: false, methods: [] };
    const progress: SignInProgress = { person: person.id, ...first, ...idOf(mine) };
    const ask = nextAsk(lack, progress.proven, methodsOf(person));
    if (ask.kind === 'impossible') {
      await tellRefusal(deps, { person, from, reason: 'no-second-factor' });
      return refused(ask);
    }
    if (ask.kind === 'nothing') return complete(deps, { person, progress, lack, session, mine, from });
    return ok({ kind: 'more', journey: await journeys.begin(progress) });
  }

  async function complete(
    { audit }: SignInDeps,
    end: {
      readonly person: LocalPerson;
      readonly progress: SignInProgress;
      readonly lack: Lacking;
      readonly session: SignInSession | undefined;
      readonly mine: SignInSession | undefined;
      readonly from: From;
      readonly passkey?: string;
    },
  ): Promise<Result<SignInStep, SignInRefusal>> {
    const { person, progress, lack, mine, from, passkey } = end;
    const by = passkey === undefined ? {} : { passkey };
    const opened =
      mine === undefined
        ? await sessions.openProved({
            person: person.id,
            methods: progress.proven,
            from,
            restsOn: restsOn(progress, passkey),
          })
        : await sessions.raise({ session: mine, proven: progress.proven, everything: lack.everything });
    if (opened === undefined) return refused({ kind: 'over' });
    const { vouched } = progress;
    if (vouched !== undefined) await deps.tie?.(opened.session, vouched);
    else if (mine !== undefined) await deps.askAnew?.(opened.session);
    await audit.append({
      kind: mine === undefined ? 'person-signed-in' : 'person-stepped-up',
      actor: { kind: 'person', id: person.id, name: person.name },
      about: [person.id, opened.session],
      address: from.address,
      data: {
        methods: opened.strength.methods,
        userAgent: from.userAgent,
        ...by,
        ...(vouched === undefined ? {} : { provider: vouched.provider, subject: vouched.subject }),
      },
    });
    // A browser has one session: the one that this replaces ends, so that nobody finds it still open.
    if (mine === undefined && end.session !== undefined)
      await sessions.end({ session: end.session, cause: 'session-ended', address: from.address });
    return ok({ kind: 'signed-in', ...opened });
  }
}

// What a second factor would be proved for: whom, on which way, and whether it is asked for at all.
async function factorAsked(
  deps: SignInDeps,
  step: Situation & { readonly journey?: string | undefined; readonly factor: string },
) {
  const { session } = step;
  const open = await readJourney(deps, step.journey, session);
  const id = open?.content.person ?? session?.person;
  const person = id === undefined ? undefined : await deps.people.byId(id);
  if (person === undefined || person.disabled) return undefined;
  const mine = session?.person === person.id ? session : undefined;
  const lack = lacking(mine, step.need);
  if (lack === undefined) return undefined;
  const proven = open?.content.proven ?? [];
  const ask = nextAsk(lack, proven, methodsOf(person));
  const factor = factorsFor(person, ask).find((one) => one.name === step.factor);
  return factor && { person, mine, lack, open, proven, factor };
}

async function readJourney(deps: SignInDeps, secret: string | undefined, session: SignInSession | undefined) {
  const open = await deps.journeys.open(secret);
  // A journey belongs to the session it began under: another person's session must not rise by it.
  if (open === undefined || open.content.session === undefined) return open;
  return open.content.session === session?.id ? open : undefined;
}

// What an earlier step left for the later ones.
function carried(content: SignInProgress | undefined): Pick<SignInProgress, 'vouched' | 'password'> {
  const { vouched, password } = content ?? {};
  return {
    ...(vouched === undefined ? {} : { vouched }),
    ...(password === undefined ? {} : { password }),
  };
}

function restsOn({ proven, password, vouched }: SignInProgress, passkey: string | undefined): RestsOn {
  return {
    // A password without a mark, of a step that an older version of this program took, is no longer believed.
    ...(proven.includes('pwd') ? { password: password ?? '' } : {}),
    ...(passkey === undefined ? {} : { passkey }),
    ...(vouched === undefined ? {} : { identity: { issuer: vouched.issuer, subject: vouched.subject } }),
  };
}

function idOf(session: SignInSession | undefined): { readonly session?: SessionId } {
  return session === undefined ? {} : { session: session.id };
}

function methodsOf(person: LocalPerson): readonly AuthenticationMethod[] {
  const factors = secondFactors.filter((factor) => factor.has(person)).map((factor) => factor.proves);
  const usable = person.passwordHash !== undefined && person.passwordLocked !== true;
  const password: readonly AuthenticationMethod[] = usable ? ['pwd'] : [];
  return [...password, ...factors, ...(person.passkeys.length > 0 ? (['hwk'] as const) : [])];
}

// Everything that one way through a sign-in is: whose session, which attempt, what was proved before.
function purposeOf(
  { browser, state }: PasskeyPlace,
  session: SignInSession | undefined,
  open: { readonly hash: string } | undefined,
): Purpose {
  return { use: 'sign-in', browser, way: [state, session?.id ?? '', open?.hash ?? ''] };
}

function factorsFor(person: LocalPerson, ask: Ask): readonly SecondFactor[] {
  if (ask.kind !== 'factor') return [];
  return secondFactors.filter((factor) => factor.has(person) && ask.methods.includes(factor.proves));
}

function refusalReason(person: LocalPerson | undefined, checked: string): string {
  if (person === undefined) return 'unknown-name';
  if (checked === 'wrong') return 'wrong-password';
  return 'person-disabled';
}

async function passkeyRefusal(deps: SignInDeps, refusal: ProofRefusal, from: From): Promise<SignInRefusal> {
  if (refusal.kind === 'too-many' || refusal.kind === 'over') return refusal;
  await tellRefusal(deps, { person: refusal.person, from, reason: refusal.reason });
  return { kind: refusal.kind };
}

// The typed name stays out of the record: people type passwords into that field.
async function tellRefusal(
  deps: SignInDeps,
  refusal: { readonly person: LocalPerson | undefined; readonly from: From; readonly reason: string },
): Promise<void> {
  const { person, from, reason } = refusal;
  await deps.audit.append({
    kind: 'person-refused',
    actor: person === undefined ? { kind: 'system' } : { kind: 'person', id: person.id, name: person.name },
    about: person === undefined ? [] : [person.id],
    address: from.address,
    data: { reason, userAgent: from.userAgent },
  });
}

async function renewHash(deps: SignInDeps, person: LocalPerson, password: string): Promise<void> {
  const made = await deps.passwords.hash(password);
  if (made.ok && person.passwordHash !== undefined)
    await deps.credentials.rehashPassword(person.id, person.passwordHash, made.value);
}
