import { beforeEach, expect, it } from 'vitest';
import type { Person, TestIdentity } from '#testing/identity.ts';
import { createTestIdentity } from '#testing/identity.ts';
import { hashSecret } from './secret.ts';

const from = { address: '192.0.2.1', userAgent: 'test' };
let at: TestIdentity;
let ada: Person;

beforeEach(async () => {
  at = createTestIdentity();
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
});

const password = (extra: object = {}) =>
  at.identity.signIn.password({ login: ada.email, password: ada.password, from, ...extra });

async function firstStep(extra: object = {}): Promise<string> {
  const step = await password(extra);
  if (!step.ok || step.value.kind !== 'more') throw new Error('the password was not enough for a first step');
  return step.value.journey;
}

async function signedIn() {
  const journey = await firstStep();
  const answer = at.code(ada.totpSecret);
  const step = await at.identity.signIn.factor({ journey, factor: 'totp', answer, from });
  at.clock.advance(30_000);
  if (!step.ok || step.value.kind !== 'signed-in') throw new Error('not signed in');
  return step.value;
}

const reasons = () => at.audit.events.filter((e) => e.kind === 'person-refused').map((e) => e.data.reason);

it('signs in by password and code, and not by the password alone', async () => {
  const step = await password();
  expect(step).toMatchObject({ ok: true, value: { kind: 'more' } });
  expect([...at.records.kept.sessions.values()].filter((s) => s.ended === undefined)).toEqual([]);
  const { secret, session, strength } = await signedIn();
  expect(strength.methods).toEqual(['pwd', 'otp']);
  expect(at.records.kept.sessions.get(session)?.secretHash).toBe(hashSecret(secret));
  expect(JSON.stringify([...at.records.kept.sessions.values()])).not.toContain(secret);
  expect(await at.identity.sessions.find(secret)).toMatchObject({ id: session, person: ada.id });
  expect(at.audit.events.at(-1)).toMatchObject({ kind: 'person-signed-in', about: [ada.id, session] });
});

it('takes the name in any case, with spaces around it', async () => {
  expect((await password({ login: '  ADA@Example.org ' })).ok).toBe(true);
});

it('gives the same answer to an unknown name, a wrong password and somebody disabled', async () => {
  const wrong = await password({ password: 'wrong' });
  const unknown = await password({ login: 'nobody@example.org' });
  const person = at.records.kept.people.get(ada.id)!;
  at.records.kept.people.set(ada.id, { ...person, disabled: true });
  const disabled = await password();
  expect([wrong, unknown, disabled]).toEqual(Array(3).fill({ ok: false, error: { kind: 'wrong' } }));
  expect(reasons()).toEqual(['wrong-password', 'unknown-name', 'person-disabled']);
});

it('keeps what was typed as a name out of the record', async () => {
  await password({ login: 'my secret passphrase' });
  expect(JSON.stringify(at.audit.events)).not.toContain('passphrase');
  expect(JSON.stringify([...at.records.kept.throttles])).not.toContain('passphrase');
});

it('accepts a step of the authenticator once, even of two that come together', async () => {
  const answer = at.code(ada.totpSecret);
  const both = await Promise.all([firstStep(), firstStep()]);
  const steps = await Promise.all(
    both.map((journey) => at.identity.signIn.factor({ journey, factor: 'totp', answer, from })),
  );
  expect(steps.filter((step) => step.ok)).toHaveLength(1);
  const third = await firstStep();
  const again = await at.identity.signIn.factor({ journey: third, factor: 'totp', answer, from });
  expect(again).toEqual({ ok: false, error: { kind: 'wrong' } });
});

it('accepts no earlier step after a later one', async () => {
  const before = at.code(ada.totpSecret);
  at.clock.advance(30_000);
  const now = at.code(ada.totpSecret);
  const one = await at.identity.signIn.factor({
    journey: await firstStep(),
    factor: 'totp',
    answer: now,
    from,
  });
  expect(one.ok).toBe(true);
  const two = await at.identity.signIn.factor({
    journey: await firstStep(),
    factor: 'totp',
    answer: before,
    from,
  });
  expect(two.ok).toBe(false);
});

it('takes a recovery code once', async () => {
  const [answer = ''] = ada.recoveryCodes;
  const one = await at.identity.signIn.factor({
    journey: await firstStep(),
    factor: 'recovery-code',
    answer,
    from,
  });
  expect(one).toMatchObject({ ok: true, value: { strength: { methods: ['pwd', 'rec'] } } });
  const two = await at.identity.signIn.factor({
    journey: await firstStep(),
    factor: 'recovery-code',
    answer,
    from,
  });
  expect(two).toEqual({ ok: false, error: { kind: 'wrong' } });
});

it('asks nobody for a second factor before the password, and lets a first step be used once', async () => {
  const answer = at.code(ada.totpSecret);
  const without = await at.identity.signIn.factor({ factor: 'totp', answer, from });
  expect(without).toEqual({ ok: false, error: { kind: 'over' } });
  const journey = await firstStep();
  expect((await at.identity.signIn.factor({ journey, factor: 'totp', answer, from })).ok).toBe(true);
  at.clock.advance(30_000);
  const next = at.code(ada.totpSecret);
  const again = await at.identity.signIn.factor({ journey, factor: 'totp', answer: next, from });
  expect(again).toEqual({ ok: false, error: { kind: 'over' } });
});

it('ends a first step after five wrong answers, and after ten minutes', async () => {
  const journey = await firstStep();
  for (let n = 0; n < 5; n += 1) {
    await at.identity.signIn.factor({ journey, factor: 'totp', answer: '000000', from });
    at.clock.advance(10_000);
  }
  const answer = at.code(ada.totpSecret);
  expect(await at.identity.signIn.factor({ journey, factor: 'totp', answer, from })).toEqual({
    ok: false,
    error: { kind: 'over' },
  });
  const late = await firstStep();
  at.clock.advance(10 * 60_000);
  const then = at.code(ada.totpSecret);
  expect(await at.identity.signIn.factor({ journey: late, factor: 'totp', answer: then, from })).toEqual({
    ok: false,
    error: { kind: 'over' },
  });
});

it('makes a new secret at each rise, and the old one opens nothing', async () => {
  const before = await signedIn();
  const session = await at.identity.sessions.find(before.secret);
  at.clock.advance(120_000);
  const need = { maxAgeSeconds: 60 };
  const present = session && { ...session, ageMs: 120_000 };
  const journey = await firstStep({ need, session: present });
  const answer = at.code(ada.totpSecret);
  const step = await at.identity.signIn.factor({
    journey,
    factor: 'totp',
    answer,
    need,
    session: present,
    from,
  });
  if (!step.ok || step.value.kind !== 'signed-in') throw new Error('not raised');
  expect(step.value.session).toBe(before.session);
  expect(step.value.secret).not.toBe(before.secret);
  expect(step.value.strength.authenticatedAt).toBe(at.clock.wall());
  expect(await at.identity.sessions.find(before.secret)).toBeUndefined();
  expect(at.audit.events.at(-1)?.kind).toBe('person-stepped-up');
});

it('raises a session by the one method that is missing, without making it younger', async () => {
  const [answer = ''] = ada.recoveryCodes;
  const first = await at.identity.signIn.factor({
    journey: await firstStep(),
    factor: 'recovery-code',
    answer,
    from,
  });
  if (!first.ok || first.value.kind !== 'signed-in') throw new Error('not signed in');
  const since = at.clock.wall();
  at.clock.advance(60_000);
  const session = await at.identity.sessions.find(first.value.secret);
  const need = { methods: ['otp'] as const };
  expect((await at.identity.signIn.question({ need, session })).ask).toEqual({
    kind: 'factor',
    methods: ['otp'],
  });
  const answered = await at.identity.signIn.factor({
    factor: 'totp',
    answer: at.code(ada.totpSecret),
    need,
    session,
    from,
  });
  expect(answered).toMatchObject({
    ok: true,
    value: {
      session: first.value.session,
      strength: { methods: ['pwd', 'rec', 'otp'], authenticatedAt: since },
    },
  });
});

it("raises nobody else's session by somebody's proof", async () => {
  const { secret } = await signedIn();
  const session = await at.identity.sessions.find(secret);
  const eve = await at.enrol({ name: 'Eve', email: 'eve@example.org', password: 'quite another secret' });
  const need = { maxAgeSeconds: 0 };
  const step = await at.identity.signIn.password({
    login: eve.email,
    password: eve.password,
    need,
    session,
    from,
  });
  if (!step.ok || step.value.kind !== 'more') throw new Error('no first step');
  const end = await at.identity.signIn.factor({
    journey: step.value.journey,
    factor: 'totp',
    answer: at.code(eve.totpSecret),
    need,
    session,
    from,
  });
  if (!end.ok || end.value.kind !== 'signed-in') throw new Error('not signed in');
  expect(end.value.session).not.toBe(session?.id);
  expect(at.records.kept.sessions.get(end.value.session)?.person).toBe(eve.id);
  // The browser has one session: the one before ended.
  expect(await at.identity.sessions.find(secret)).toBeUndefined();
});

it("does not finish one session's step-up under another session", async () => {
  const { secret } = await signedIn();
  const session = await at.identity.sessions.find(secret);
  const need = { maxAgeSeconds: 0 };
  const journey = await firstStep({ need, session });
  const answer = at.code(ada.totpSecret);
  const without = await at.identity.signIn.factor({ journey, factor: 'totp', answer, need, from });
  expect(without).toEqual({ ok: false, error: { kind: 'over' } });
});

it('says so when the policy wants what nothing here can prove', async () => {
  const { secret } = await signedIn();
  const session = await at.identity.sessions.find(secret);
  const { ask } = await at.identity.signIn.question({ need: { methods: ['hwk'] }, session });
  expect(ask).toEqual({ kind: 'impossible', methods: ['hwk'] });
});

it('does the same work for a name that nobody has as for a wrong password', async () => {
  const asked: string[] = [];
  const { people, throttles, journeys, sessions } = at.records;
  for (const [name, records] of Object.entries({ people, throttles, journeys, sessions }))
    for (const [verb, run] of Object.entries(records))
      Object.assign(records, {
        [verb]: (...args: unknown[]) => {
          asked.push(`${name}.${verb}`);
          return Reflect.apply(run, records, args) as unknown;
        },
      });
  const workOf = async (login: string) => {
    asked.length = 0;
    const told = at.audit.events.length;
    await at.identity.signIn.password({ login, password: 'wrong password', from });
    return { asked: [...asked], told: at.audit.events.length - told };
  };
  const known = await workOf(ada.email);
  expect(known.asked.length).toBeGreaterThan(3);
  expect(await workOf('nobody@example.org')).toEqual(known);
});
