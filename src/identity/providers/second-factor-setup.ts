import type { Clock } from '#base/clock.ts';
import { type PersonId, newId } from '#base/ids.ts';
import { type Result, ok, refused } from '#base/result.ts';
import type { AuthenticationMethod } from '#contracts/access.ts';
import type { AuditLog } from '#contracts/events.ts';
import type { Journeys } from '../journeys/journeys.ts';
import { hashRecoveryCode, newRecoveryCodes } from '../methods/recovery-codes/recovery-codes.ts';
import { secondFactors } from '../methods/second-factors.ts';
import { newTotpSecret, totpAddress, totpStep } from '../methods/totp/totp.ts';
import { recordOf, text } from '../read-stored.ts';
import type { EnrolmentRecords, PersonRecords } from '../records.ts';
import { type Seal, sealText } from '../seal.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { From } from '../sign-in.ts';
import type { ProviderProof } from './provider.ts';
import { readProof } from './read-trip.ts';
import type { ProviderRefresh } from './refresh-sessions.ts';

/** What somebody proved at a provider who has no second factor here yet. */
export interface VouchedStart {
  readonly person: PersonId;
  readonly methods: readonly AuthenticationMethod[];
  readonly vouched: ProviderProof;
  /** Where their sign-in leads, as the sign-in pages carry it along. */
  readonly destination: string;
}

/** What is kept until the second factor is proved. */
export interface SetupProgress extends VouchedStart {
  readonly name: string;
  readonly login: string;
  readonly totpSecret: string;
}

/** What somebody has after it. */
export interface SetUp {
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
  readonly destination: string;
}

/**
 * Gives people whom a provider vouches for a second factor of ours at their first sign-in: the provider's word is
 * one factor only, and nobody enters with one.
 */
export interface SecondFactorSetup {
  /** Whether somebody has none yet, while what they proved does not hold one. */
  isDue(person: PersonId, methods: readonly AuthenticationMethod[]): Promise<boolean>;
  begin(start: VouchedStart): Promise<string | undefined>;
  /** What the page shows; undefined when it is over. */
  state(
    journey: string | undefined,
  ): Promise<{ readonly secret: string; readonly address: string; readonly name: string } | undefined>;
  prove(step: {
    readonly journey: string | undefined;
    readonly code: string;
    readonly from: From;
  }): Promise<Result<SetUp, 'over' | 'wrong'>>;
}

export interface SecondFactorSetupDeps {
  readonly people: PersonRecords;
  readonly enrolment: EnrolmentRecords;
  readonly journeys: Journeys<SetupProgress>;
  readonly sessions: Sessions;
  readonly refresh: Pick<ProviderRefresh, 'tie'>;
  readonly seal: Seal;
  readonly audit: AuditLog;
  readonly clock: Clock;
  /** The name under which authenticator apps list us. */
  readonly issuer: string;
}

export function createSecondFactorSetup(deps: SecondFactorSetupDeps): SecondFactorSetup {
  const { people, journeys, clock } = deps;
  const hasOne = async (id: PersonId): Promise<boolean> => {
    const person = await people.byId(id);
    if (person === undefined) return false;
    return person.passkeys.length > 0 || secondFactors.some((factor) => factor.has(person));
  };
  return {
    async isDue(id, methods) {
      if (methods.some((method) => method !== 'fed')) return false;
      return !(await hasOne(id));
    },
    async begin(start) {
      const person = await people.byId(start.person);
      if (person === undefined || person.disabled) return undefined;
      const { name, email: login = name } = person;
      return journeys.begin({ ...start, name, login, totpSecret: newTotpSecret() });
    },
    async state(journey) {
      const open = await journeys.open(journey);
      if (open === undefined) return undefined;
      const { totpSecret: secret, login, name } = open.content;
      return { secret, name, address: totpAddress({ secret, issuer: deps.issuer, account: login }) };
    },
    async prove({ journey, code, from }) {
      const open = await journeys.open(journey);
      if (open === undefined) return refused('over');
      const { totpSecret, person } = open.content;
      const step = totpStep({ secret: totpSecret, code, now: clock.wall() });
      if (step === undefined) return refused('wrong');
      // INVARIANT: this makes a first factor's holder the holder of both; whoever has one by now goes the usual way.
      if (await hasOne(person)) return refused('over');
      const recoveryCodes = await enrol(deps, { hash: open.hash, progress: open.content, step });
      if (recoveryCodes === undefined) return refused('over');
      const entered = await enter(deps, { progress: open.content, recoveryCodes, from });
      return entered === undefined ? refused('over') : ok(entered);
    },
  };
}

async function enrol(
  deps: SecondFactorSetupDeps,
  end: { readonly hash: string; readonly progress: SetupProgress; readonly step: number },
): Promise<readonly string[] | undefined> {
  const { person, totpSecret } = end.progress;
  const id = newId('credential');
  const recoveryCodes = newRecoveryCodes();
  const recoveryHashes = recoveryCodes.flatMap((code) => hashRecoveryCode(person, code) ?? []);
  const totp = { id, sealed: await sealText(deps.seal, totpSecret, id), step: end.step };
  const done = await deps.enrolment.enrol({
    person,
    credentials: { totp, recoveryHashes },
    journey: end.hash,
    cause: 'session-ended',
  });
  return done ? recoveryCodes : undefined;
}

async function enter(
  deps: SecondFactorSetupDeps,
  end: { readonly progress: SetupProgress; readonly recoveryCodes: readonly string[]; readonly from: From },
): Promise<SetUp | undefined> {
  const { progress, recoveryCodes, from } = end;
  const { person, name, vouched, destination } = progress;
  const methods = [...new Set([...progress.methods, 'otp' as const])];
  const { issuer } = vouched;
  const restsOn = { identity: { issuer, subject: vouched.subject } };
  const opened = await deps.sessions.openProved({ person, methods, from, restsOn });
  if (opened === undefined) return undefined;
  await deps.refresh.tie(opened.session, vouched);
  const actor = { kind: 'person' as const, id: person, name };
  const { address, userAgent } = from;
  const { provider, subject } = vouched;
  await deps.audit.append({
    kind: 'object-changed',
    actor,
    about: [person],
    address,
    data: { enrolled: ['otp', 'rec'], by: 'provider', userAgent },
  });
  await deps.audit.append({
    kind: 'person-signed-in',
    actor,
    about: [person, opened.session],
    address,
    data: { methods, userAgent, provider, subject },
  });
  return { secret: opened.secret, recoveryCodes, destination };
}

/** Reads what `begin` stored; `methods` were checked when they were written. */
export function readSetup(known: readonly AuthenticationMethod[]): (stored: unknown) => SetupProgress {
  return (stored) => {
    const { person, methods, vouched, destination, name, login, totpSecret } = recordOf(stored);
    if (!Array.isArray(methods)) throw new Error('not what a provider proved');
    return {
      person: text(person),
      methods: known.filter((method) => methods.includes(method)),
      vouched: readProof(vouched),
      destination: text(destination),
      name: text(name),
      login: text(login),
      totpSecret: text(totpSecret),
    };
  };
}
