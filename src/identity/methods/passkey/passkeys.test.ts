import { beforeEach, describe, expect, it } from 'vitest';
import type { Need } from '#contracts/access.ts';
import type { SignInSession } from '../../records.ts';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import { addPasskey, passkeyFrom as from, passkeyOrigin as origin } from '#testing/passkey-ways.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '#testing/software-passkeys.ts';

let at: TestIdentity;
let ada: Person;
const place = { browser: 'b', state: 's' };

beforeEach(async () => {
  at = createTestIdentity();
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
});

async function signInWith(
  authenticator: SoftwareAuthenticator,
  way: {
    readonly session?: SignInSession | undefined;
    readonly journey?: string;
    readonly need?: Need;
  } = {},
) {
  const { ticket, options } = await at.identity.signIn.offerPasskey({ ...place, ...way });
  const response = authenticator.get(options);
  return at.identity.signIn.passkey({ ...place, ...way, ticket, response, from });
}

const sessionOf = async (methods: readonly ('pwd' | 'otp' | 'rec')[]) => {
  const { secret } = await at.identity.sessions.open({ person: ada.id, methods, from });
  return at.identity.sessions.find(secret);
};

it.each(['ES256', 'EdDSA', 'RS256'] as const)(
  'signs in by a key of %s, alone, as a strong method',
  async (kind) => {
    const authenticator = await addPasskey(at, ada.id, createSoftwareAuthenticator({ origin, kind }));
    const step = await signInWith(authenticator);
    expect(step).toMatchObject({ ok: true, value: { kind: 'signed-in', strength: { methods: ['hwk'] } } });
    const [passkey] = [...at.records.kept.passkeys.values()];
    expect(at.audit.events.at(-1)).toMatchObject({
      kind: 'person-signed-in',
      actor: { id: ada.id },
      data: { methods: ['hwk'], passkey: passkey?.id },
    });
    expect(passkey?.usedAt).toBeDefined();
  },
);

it('asks for a discoverable key, verification of its holder, no attestation, and names nobody', async () => {
  await addPasskey(at, ada.id);
  const { options } = await at.identity.signIn.offerPasskey(place);
  expect(options).toMatchObject({
    rpId: 'signin.sallyport.localhost',
    userVerification: 'required',
    allowCredentials: [],
  });
  const session = await sessionOf(['pwd', 'otp']);
  if (session === undefined) throw new Error('no session');
  const making = await at.identity.methods.offer({ session, address: '', browser: 'b' });
  expect(making.options).toMatchObject({
    rp: { id: 'signin.sallyport.localhost' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  expect(making.options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-7, -8, -257]);
  expect(making.options.excludeCredentials).toHaveLength(1);
});

it('writes nothing down for a page that offers passkeys', async () => {
  await at.identity.signIn.offerPasskey(place);
  expect(at.records.kept.journeys.size).toBe(0);
  expect(at.records.kept.spentChallenges.size).toBe(0);
});

it('serves as the second factor after a password', async () => {
  const authenticator = await addPasskey(at, ada.id);
  const step = await at.identity.signIn.password({ login: ada.email, password: ada.password, from });
  if (!step.ok || step.value.kind !== 'more') throw new Error('no second step');
  const { journey } = step.value;
  expect(await at.identity.signIn.question({ journey })).toMatchObject({ passkey: 'own' });
  const { options } = await at.identity.signIn.offerPasskey({ ...place, journey });
  expect(options.allowCredentials.map(({ id }) => id)).toEqual([authenticator.passkeys[0]?.id]);
  const done = await signInWith(authenticator, { journey });
  expect(done).toMatchObject({ value: { kind: 'signed-in', strength: { methods: ['pwd', 'hwk'] } } });
  expect(await signInWith(authenticator, { journey })).toMatchObject({ ok: true });
});

describe('step-up', () => {
  it('brings exactly the passkey that was missing, and keeps the rest as old as it was', async () => {
    const authenticator = await addPasskey(at, ada.id);
    const session = await sessionOf(['pwd', 'otp']);
    at.clock.advance(60_000);
    const need = { methods: ['hwk' as const] };
    expect(await at.identity.signIn.question({ session, need })).toMatchObject({
      ask: { kind: 'factor', methods: ['hwk'] },
      passkey: 'own',
    });
    const step = await signInWith(authenticator, { session, need });
    expect(step).toMatchObject({
      value: {
        session: session?.id,
        strength: {
          methods: ['pwd', 'otp', 'hwk'],
          authenticatedAt: session?.strength.authenticatedAt,
        },
      },
    });
  });

  it('is a fresh sign-in by itself', async () => {
    const authenticator = await addPasskey(at, ada.id);
    const { secret } = await at.identity.sessions.open({ person: ada.id, methods: ['pwd', 'otp'], from });
    at.clock.advance(120_000);
    const session = await at.identity.sessions.find(secret);
    const step = await signInWith(authenticator, { session, need: { maxAgeSeconds: 60 } });
    expect(step).toMatchObject({
      value: { session: session?.id, strength: { methods: ['hwk'], authenticatedAt: at.clock.wall() } },
    });
  });

  it('is not offered where it does not help, or where nobody has one', async () => {
    const session = await sessionOf(['pwd', 'rec']);
    const question = (need: Need) => at.identity.signIn.question({ session, need });
    expect(await question({ methods: ['hwk'] })).toMatchObject({ ask: { kind: 'impossible' } });
    expect(await question({ maxAgeSeconds: 0 })).not.toHaveProperty('passkey');
    await addPasskey(at, ada.id);
    expect(await question({ methods: ['otp'] })).not.toHaveProperty('passkey');
    expect(await question({ maxAgeSeconds: 0 })).toMatchObject({ passkey: 'own' });
  });
});

it('lets authenticators that always say 0 sign in again and again', async () => {
  const synced = createSoftwareAuthenticator({ origin, counting: 'no' });
  await addPasskey(at, ada.id, synced);
  for (let n = 0; n < 3; n += 1) expect((await signInWith(synced)).ok).toBe(true);
});

it('keeps whether a passkey is backed up, at making and at each use', async () => {
  const synced = createSoftwareAuthenticator({ origin, counting: 'no' });
  await addPasskey(at, ada.id, synced, { flags: 0x45 | 8 });
  const kept = () => [...at.records.kept.passkeys.values()][0];
  expect(kept()).toMatchObject({ mayBeBackedUp: true, backedUp: false });
  const { ticket, options } = await at.identity.signIn.offerPasskey(place);
  const response = synced.get(options, { flags: 0x05 | 8 | 16 });
  expect((await at.identity.signIn.passkey({ ...place, ticket, response, from })).ok).toBe(true);
  expect(kept()).toMatchObject({ backedUp: true });
});

describe('enrolment', () => {
  async function begin(kind: 'invitation' | 'reset') {
    const link = await at.identity.links.make({ kind, person: ada.id, by: { kind: 'local' } });
    const code = new URL(link.address).searchParams.get('code') ?? '';
    return at.identity.enrolment.begin({ code, kinds: [kind], address: from.address });
  }
  const typed = { organisation: '', name: 'Ada', email: '', password: '', again: '' };
  const password = { password: 'another good one', again: 'another good one' };

  async function make(journey: string | undefined) {
    const authenticator = createSoftwareAuthenticator({ origin });
    const offer = await at.identity.enrolment.offerPasskey({ journey, browser: 'b' });
    if (offer === undefined) throw new Error('no passkey is offered');
    const response = authenticator.create(offer.options);
    const step = { journey, browser: 'b', ticket: offer.ticket, response, from };
    return { authenticator, done: await at.identity.enrolment.passkey(step) };
  }

  it('takes a passkey as the only method: no password, no codes that would complete one', async () => {
    const journey = await begin('reset');
    expect((await at.identity.enrolment.details({ journey, typed, by: 'passkey' })).ok).toBe(true);
    expect(await at.identity.enrolment.state(journey)).not.toHaveProperty('totp');
    const { authenticator, done } = await make(journey);
    expect(done).toMatchObject({ ok: true, value: { methods: ['hwk'], recoveryCodes: [] } });
    expect(await at.identity.methods.list(ada.id)).toMatchObject({
      authenticators: [],
      recoveryCodesLeft: 0,
    });
    expect((await signInWith(authenticator)).ok).toBe(true);
    const old = { login: ada.email, password: ada.password, from };
    expect((await at.identity.signIn.password(old)).ok).toBe(false);
  });

  it('takes a passkey beside a password, with recovery codes', async () => {
    const journey = await begin('reset');
    await at.identity.enrolment.details({ journey, typed: { ...typed, ...password } });
    const { done } = await make(journey);
    expect(done).toMatchObject({ ok: true, value: { methods: ['pwd', 'hwk'] } });
    expect(done.ok && done.value.recoveryCodes.length).toBe(10);
    expect(at.audit.events.at(-1)?.data).toMatchObject({ enrolled: ['pwd', 'hwk', 'rec'], by: 'reset' });
  });

  it('does without no password where a passkey is not what was chosen', async () => {
    const journey = await begin('reset');
    expect(await at.identity.enrolment.details({ journey, typed })).toMatchObject({
      error: { faults: { password: 'missing' } },
    });
    await at.identity.enrolment.details({ journey, typed, by: 'passkey' });
    // The authenticator of a try before, with which a password was left out by and by.
    const code = at.code(ada.totpSecret);
    expect(await at.identity.enrolment.factor({ journey, code, from })).toEqual({
      ok: false,
      error: { kind: 'over' },
    });
  });

  it('offers none on the setup, whose host has no passkeys', async () => {
    const fresh = createTestIdentity();
    const { address } = await fresh.identity.links.make({ kind: 'setup', by: { kind: 'local' } });
    const code = new URL(address).searchParams.get('code') ?? '';
    const { enrolment } = fresh.identity;
    const journey = await enrolment.begin({ code, kinds: ['setup'], address: from.address });
    expect(await enrolment.state(journey)).toMatchObject({ passkey: 'none' });
    const owner = { ...typed, organisation: 'Org', email: 'ada@example.org' };
    expect(await enrolment.details({ journey, typed: owner, by: 'passkey' })).toMatchObject({
      error: { faults: { password: 'missing' } },
    });
  });

  it('takes every passkey away that a reset replaces', async () => {
    const before = await addPasskey(at, ada.id);
    const journey = await begin('reset');
    await at.identity.enrolment.details({ journey, typed: { ...typed, ...password } });
    const secret = (await at.identity.enrolment.state(journey))?.totp?.secret ?? '';
    const done = await at.identity.enrolment.factor({ journey, code: at.code(secret), from });
    expect(done.ok).toBe(true);
    expect(at.records.kept.passkeys.size).toBe(0);
    expect(await signInWith(before)).toEqual({ ok: false, error: { kind: 'wrong' } });
  });
});
