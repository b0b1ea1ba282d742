import { beforeEach, expect, it } from 'vitest';
import { createTestIdentity, type TestIdentity } from '#testing/identity.ts';

const from = { address: '192.0.2.1', userAgent: 'test' };
const typed = {
  organisation: 'Analytical Engines',
  name: 'Ada Lovelace',
  email: 'Ada@Example.org',
  password: 'correct horse battery',
  again: 'correct horse battery',
};
let at: TestIdentity;

beforeEach(() => {
  at = createTestIdentity();
});

async function setupJourney(): Promise<string> {
  const link = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const code = new URL(link.address).searchParams.get('code') ?? '';
  const journey = await at.identity.enrolment.begin({ code, kinds: ['setup'], address: from.address });
  if (journey === undefined) throw new Error('the link did not work');
  return journey;
}

async function provable(journey: string): Promise<string> {
  const step = await at.identity.enrolment.details({ journey, typed });
  if (!step.ok) throw new Error(JSON.stringify(step.error));
  return (await at.identity.enrolment.state(journey))?.totp?.secret ?? '';
}

it('claims nothing before the second factor was proved', async () => {
  const journey = await setupJourney();
  const secret = await provable(journey);
  expect(await at.identity.claimed()).toBe(false);
  expect(at.records.kept.people.size).toBe(0);
  expect(await at.identity.enrolment.factor({ journey, code: '000000', from })).toEqual({
    ok: false,
    error: { kind: 'wrong' },
  });
  expect(await at.identity.claimed()).toBe(false);
  const done = await at.identity.enrolment.factor({ journey, code: at.code(secret), from });
  expect(done).toMatchObject({ ok: true, value: { kind: 'setup', name: 'Ada Lovelace' } });
  expect(done.ok && done.value.recoveryCodes.length).toBe(10);
  expect([...at.records.kept.people.values()][0]).toMatchObject({ email: 'ada@example.org' });
  expect(at.audit.events.at(-1)?.kind).toBe('installation-claimed');
});

it('keeps neither passwords nor secrets nor codes in the open, anywhere', async () => {
  const journey = await setupJourney();
  const secret = await provable(journey);
  const done = await at.identity.enrolment.factor({ journey, code: at.code(secret), from });
  if (!done.ok) throw new Error('not done');
  const kept = JSON.stringify(
    [...at.records.kept.people.values(), ...at.records.kept.journeys],
    (_, value) =>
      value instanceof Set || value instanceof Map
        ? [...value]
        : value instanceof Uint8Array || value?.type === 'Buffer'
          ? Buffer.from(value.data ?? value).toString('latin1')
          : value,
  );
  const told = JSON.stringify(at.audit.events);
  for (const hidden of [typed.password, secret, journey, ...done.value.recoveryCodes]) {
    expect(kept).not.toContain(hidden);
    expect(told).not.toContain(hidden);
  }
});

it('lets exactly one of two parallel claims win', async () => {
  const links = [await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } })];
  const first = await at.identity.enrolment.begin({
    code: new URL(links[0]!.address).searchParams.get('code') ?? '',
    kinds: ['setup'],
    address: from.address,
  });
  const journeys = [first ?? '', await setupJourney()];
  const secrets = await Promise.all(journeys.map(provable));
  const ends = await Promise.all(
    journeys.map((journey, n) =>
      at.identity.enrolment.factor({ journey, code: at.code(secrets[n] ?? ''), from }),
    ),
  );
  expect(ends.map((end) => (end.ok ? 'won' : end.error.kind)).toSorted()).toEqual(['claimed', 'won']);
  expect(at.records.kept.people.size).toBe(1);
});

it('uses a link once, for its kind only, and withdraws the one before', async () => {
  const one = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const two = await at.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
  const begin = (address: string, kinds: readonly ('setup' | 'invitation')[]) =>
    at.identity.enrolment.begin({
      code: new URL(address).searchParams.get('code') ?? '',
      kinds,
      address: from.address,
    });
  expect(await begin(one.address, ['setup'])).toBeUndefined();
  expect(await begin(two.address, ['invitation'])).toBeUndefined();
  expect(await begin(two.address, ['setup'])).toBeDefined();
  expect(await begin(two.address, ['setup'])).toBeUndefined();
  expect(JSON.stringify([...at.records.kept.links])).not.toContain(
    new URL(two.address).searchParams.get('code'),
  );
});

it('lets an invitation end after seven days', async () => {
  const link = await at.identity.links.make({ kind: 'invitation', person: 'per_x', by: { kind: 'local' } });
  at.clock.advance(7 * 24 * 60 * 60_000);
  const code = new URL(link.address).searchParams.get('code') ?? '';
  expect(
    await at.identity.enrolment.begin({ code, kinds: ['invitation'], address: from.address }),
  ).toBeUndefined();
});

it('names every fault of what was typed, at its field', async () => {
  const journey = await setupJourney();
  const faulty = { organisation: ' ', name: 'x'.repeat(121), email: 'ada', password: 'short', again: '' };
  expect(await at.identity.enrolment.details({ journey, typed: faulty })).toEqual({
    ok: false,
    error: {
      kind: 'faults',
      faults: { organisation: 'missing', name: 'too-long', email: 'no-address', password: 'too-short' },
    },
  });
  const differs = await at.identity.enrolment.details({ journey, typed: { ...typed, again: 'other' } });
  expect(differs).toMatchObject({ error: { faults: { again: 'differs' } } });
});

it('takes what turns the direction of text out of names', async () => {
  const journey = await setupJourney();
  const name = 'Ada\u202egnp.exe\r\n\u0000 Lovelace';
  await at.identity.enrolment.details({ journey, typed: { ...typed, name } });
  expect((await at.identity.enrolment.state(journey))?.details.name).toBe('Ada gnp.exe Lovelace');
});

it('gives an invited person the account of the invitation, whatever they type as address', async () => {
  const ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  const link = await at.identity.links.make({ kind: 'reset', person: ada.id, by: { kind: 'local' } });
  const code = new URL(link.address).searchParams.get('code') ?? '';
  const journey =
    (await at.identity.enrolment.begin({ code, kinds: ['reset'], address: from.address })) ?? '';
  const eve = { ...typed, name: 'Eve', email: 'eve@example.org' };
  await at.identity.enrolment.details({ journey, typed: eve });
  const state = await at.identity.enrolment.state(journey);
  expect(state?.details).toMatchObject({ name: 'Ada', email: 'ada@example.org' });
});

it('ends every session of whoever resets what they sign in with, and the old codes with it', async () => {
  const ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  const { secret } = await at.identity.sessions.open({ person: ada.id, methods: ['pwd', 'otp'], from });
  const link = await at.identity.links.make({ kind: 'reset', person: ada.id, by: { kind: 'local' } });
  const code = new URL(link.address).searchParams.get('code') ?? '';
  const journey =
    (await at.identity.enrolment.begin({ code, kinds: ['reset'], address: from.address })) ?? '';
  const totp = await provable(journey);
  const done = await at.identity.enrolment.factor({ journey, code: at.code(totp), from });
  expect(done.ok).toBe(true);
  expect(await at.identity.sessions.find(secret)).toBeUndefined();
  const step = await at.identity.signIn.password({ login: ada.email, password: typed.password, from });
  if (!step.ok || step.value.kind !== 'more') throw new Error('the new password does not work');
  const old = ada.recoveryCodes[0] ?? '';
  const { journey: next } = step.value;
  expect(
    (await at.identity.signIn.factor({ journey: next, factor: 'recovery-code', answer: old, from })).ok,
  ).toBe(false);
});
