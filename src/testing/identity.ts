import { generateSync } from 'otplib';
import { newId, type PersonId } from '#base/ids.ts';
import { createIdentity, type Identity } from '#identity/index.ts';
import { createHandClock, type HandClock } from './clock.ts';
import { createFakeAudit, createFakeIdentityRecords, type FakeIdentityRecords } from './identity-records.ts';
import { createTestSeal } from './sealing.ts';

/** Identity over records in memory. */
export interface TestIdentity {
  readonly identity: Identity;
  readonly records: FakeIdentityRecords;
  readonly audit: ReturnType<typeof createFakeAudit>;
  readonly clock: HandClock;
  /** The authenticator app of somebody with this secret, at this moment. */
  code(secret: string): string;
  /** Enrols somebody by an invitation, as a person would. */
  enrol(person: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }): Promise<Person>;
}

/** Somebody who can sign in. */
export interface Person {
  readonly id: PersonId;
  readonly email: string;
  readonly password: string;
  readonly totpSecret: string;
  readonly recoveryCodes: readonly string[];
}

/** The code that an authenticator shows for a secret at a wall time, milliseconds. */
export function authenticatorCode(secret: string, now: number): string {
  return generateSync({ secret, epoch: Math.floor(now / 1000) });
}

export function createTestIdentity(): TestIdentity {
  const clock = createHandClock();
  const records = createFakeIdentityRecords(clock);
  const audit = createFakeAudit();
  const identity = createIdentity({
    records,
    seal: createTestSeal(),
    audit,
    clock,
    domain: 'sallyport.localhost',
    publicPort: 8443,
    passwordCost: { memoryCost: 1024, timeCost: 1 },
  });
  const code = (secret: string): string => authenticatorCode(secret, clock.wall());
  return {
    identity,
    records,
    audit,
    clock,
    code,
    async enrol({ name, email, password }) {
      const id = newId('person');
      records.kept.people.set(id, {
        id,
        name,
        email,
        disabled: false,
        totp: [],
        recoveryCodesLeft: 0,
        lastSteps: new Map(),
        recoveryHashes: new Set(),
      });
      const { enrolment, links } = identity;
      const link = await links.make({ kind: 'invitation', person: id, by: { kind: 'local' } });
      const from = { address: '192.0.2.99', userAgent: 'test' };
      const secret = new URL(link.address).searchParams.get('code') ?? '';
      const journey = await enrolment.begin({ code: secret, kinds: ['invitation'], address: from.address });
      const typed = { organisation: '', name, email, password, again: password };
      const chosen = await enrolment.details({ journey, typed });
      if (!chosen.ok) throw new Error(`not enrolled: ${JSON.stringify(chosen.error)}`);
      const totpSecret = (await enrolment.state(journey))?.totp?.secret ?? '';
      const done = await enrolment.factor({ journey, code: code(totpSecret), from });
      if (!done.ok) throw new Error(`not enrolled: ${done.error.kind}`);
      clock.advance(30_000);
      return { id, email, password, totpSecret, recoveryCodes: done.value.recoveryCodes };
    },
  };
}
