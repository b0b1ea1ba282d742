import { sign, X509Certificate } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Offer, RequestOptions, SignInSession } from '#identity/index.ts';
import { createTestAuthority } from '#testing/certificates.ts';
import { createTestIdentity, type Person, type TestIdentity } from '#testing/identity.ts';
import { addPasskey, passkeyFrom as from, passkeyOrigin as origin } from '#testing/passkey-ways.ts';
import {
  type Bent,
  createSoftwareAuthenticator,
  type SoftwareAuthenticator,
} from '#testing/software-passkeys.ts';

// A passkey signs in alone, so each thing that its signature says is checked: who asked, where, once, for whom.

let at: TestIdentity;
let ada: Person;
let eve: Person;
let hers: SoftwareAuthenticator;
const place = { browser: 'browser', state: 'attempt' };

beforeEach(async () => {
  at = createTestIdentity();
  ada = await at.enrol({ name: 'Ada', email: 'ada@example.org', password: 'correct horse battery' });
  eve = await at.enrol({ name: 'Eve', email: 'eve@example.org', password: 'quite another secret' });
  hers = await addPasskey(at, ada.id);
});

type Way = Partial<typeof place> & { readonly session?: SignInSession; readonly journey?: string };

const offer = (way: Way = {}) => at.identity.signIn.offerPasskey({ ...place, ...way });

const send = ({ ticket }: Pick<Offer<RequestOptions>, 'ticket'>, response: string, way: Way = {}) =>
  at.identity.signIn.passkey({ ...place, ...way, ticket, response, from });

async function attempt(bent: Bent, authenticator = hers) {
  const offered = await offer();
  return send(offered, authenticator.get(offered.options, bent));
}

const sessionOf = async (person: Person): Promise<SignInSession> => {
  const { secret } = await at.identity.sessions.open({ person: person.id, methods: ['pwd', 'otp'], from });
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('no session');
  return session;
};

const openSessions = () => at.records.kept.sessions.size;
const reason = () => at.audit.events.at(-1)?.data['reason'];
const wrong = { ok: false, error: { kind: 'wrong' } };
const over = { ok: false, error: { kind: 'over' } };

it('takes a signature where nothing is bent, or the rest of this file shows nothing', async () => {
  expect((await attempt({})).ok).toBe(true);
});

const bentWays: readonly (readonly [name: string, bent: Bent])[] = [
  ['another origin', { origin: 'https://evil.example' }],
  ['an app beside us', { origin: 'https://wiki.sallyport.localhost:8443' }],
  ['the same host on another port', { origin: 'https://signin.sallyport.localhost:9443' }],
  ['the same host without TLS', { origin: 'http://signin.sallyport.localhost:8443' }],
  ['a frame in another page', { crossOrigin: true }],
  ['a page around it', { topOrigin: 'https://evil.example' }],
  ['the RP ID of the domain above', { rpId: 'sallyport.localhost' }],
  ['the RP ID of another', { rpId: 'evil.example' }],
  ['a challenge of its own', { challenge: 'A'.repeat(43) }],
  ['the making of a passkey', { type: 'webauthn.create' }],
  ['nobody present', { flags: 0x04 }],
  ['nobody verified', { flags: 0x01 }],
  ['a bogus signature', { signature: (right) => Buffer.from(right).fill(7, right.length - 4) }],
  ['a signature of nothing', { signature: () => Buffer.alloc(1) }],
  ['the user handle of another', { userHandle: Buffer.from('per_eve').toString('base64url') }],
  ['no user handle', { userHandle: undefined }],
];

it.each(bentWays)('takes no signature that says: %s', async (_, bent) => {
  const sessions = openSessions();
  expect(await attempt(bent)).toEqual(wrong);
  expect(openSessions()).toBe(sessions);
  expect(at.audit.events.at(-1)).toMatchObject({ kind: 'person-refused', about: [ada.id] });
  expect(reason()).toBe('wrong-passkey');
});

it("takes no signature under another person's credential id", async () => {
  const eves = await addPasskey(at, eve.id);
  const id = hers.passkeys[0]?.id ?? '';
  expect(await attempt({ id }, eves)).toEqual(wrong);
  const userHandle = hers.passkeys[0]?.userHandle;
  expect(await attempt({ id, userHandle }, eves)).toEqual(wrong);
});

it('takes none of a passkey that nobody has', async () => {
  const stranger = createSoftwareAuthenticator({ origin });
  const session = await sessionOf(ada);
  const making = await at.identity.methods.offer({ session, address: from.address, browser: 'b' });
  stranger.create(making.options);
  expect(await attempt({}, stranger)).toEqual(wrong);
  expect(reason()).toBe('unknown-passkey');
});

describe('a challenge', () => {
  it('counts once, also when the same answer comes many times at once', async () => {
    const offered = await offer();
    const response = hers.get(offered.options);
    const all = await Promise.all(Array.from({ length: 8 }, () => send(offered, response)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await send(offered, response)).toEqual(over);
  });

  it('is used up by a wrong answer too', async () => {
    const offered = await offer();
    expect(await send(offered, hers.get(offered.options, { flags: 0x01 }))).toEqual(wrong);
    expect(await send(offered, hers.get(offered.options))).toEqual(over);
  });

  it('is too old after five minutes', async () => {
    const offered = await offer();
    const response = hers.get(offered.options);
    at.clock.advance(5 * 60_000);
    expect(await send(offered, response)).toEqual(over);
  });

  it('belongs to one browser, one attempt, one session and one step', async () => {
    const session = await sessionOf(ada);
    const other = await sessionOf(ada);
    const step = await at.identity.signIn.password({ login: ada.email, password: ada.password, from });
    if (!step.ok || step.value.kind !== 'more') throw new Error('no second step');
    const { journey } = step.value;
    const pairs: readonly (readonly [issued: Way, used: Way])[] = [
      [{ browser: 'mine' }, { browser: 'theirs' }],
      [{ state: 'one' }, { state: 'another' }],
      [{ session }, { session: other }],
      [{}, { session }],
      [{ session }, {}],
      [{ journey }, {}],
      [{}, { journey }],
    ];
    for (const [issued, used] of pairs) {
      const offered = await offer(issued);
      expect(await send(offered, hers.get(offered.options), used)).toEqual(over);
    }
  });

  it('for making a passkey signs nobody in, and the other way round', async () => {
    const session = await sessionOf(ada);
    const adding = { session, address: from.address, browser: place.browser };
    const making = await at.identity.methods.offer(adding);
    const proof = { ...(await offer()).options, challenge: making.options.challenge };
    expect(await send(making, hers.get(proof))).toEqual(over);
    const offered = await offer({ session });
    const options = { ...making.options, challenge: offered.options.challenge };
    const response = createSoftwareAuthenticator({ origin }).create(options);
    const added = await at.identity.methods.add({ ...adding, ticket: offered.ticket, response });
    expect(added).toEqual({ ok: false, error: 'over' });
  });

  it('comes back in our own seal only', async () => {
    const offered = await offer();
    const response = hers.get(offered.options);
    const bytes = Buffer.from(offered.ticket, 'base64url');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    for (const ticket of ['', 'x', bytes.toString('base64url'), offered.ticket.slice(4), 'A'.repeat(400)])
      expect(await send({ ticket }, response)).toEqual(over);
  });
});

describe('a counter that went back', () => {
  it('is refused, put on record and marks the passkey, which opens nothing for either holder', async () => {
    expect((await attempt({ counter: 10 })).ok).toBe(true);
    for (const counter of [10, 9, 0]) {
      const fresh = counter === 10;
      expect(await attempt({ counter })).toEqual({ ok: false, error: { kind: 'copied' } });
      expect(reason()).toBe(fresh ? 'passkey-counter-went-back' : 'passkey-was-copied');
    }
    const [passkey] = (await at.identity.methods.list(ada.id)).passkeys;
    expect(passkey?.copiedAt).toBeDefined();
    expect(await attempt({ counter: 99 })).toEqual({ ok: false, error: { kind: 'copied' } });
    const session = await sessionOf(ada);
    const question = await at.identity.signIn.question({ session, need: { methods: ['hwk'] } });
    expect(question.ask.kind).toBe('impossible');
  });

  it('is not made by somebody who cannot sign: a forged one marks nothing', async () => {
    expect((await attempt({ counter: 10 })).ok).toBe(true);
    expect(await attempt({ counter: 1, signature: () => Buffer.alloc(70, 1) })).toEqual(wrong);
    expect((await attempt({ counter: 11 })).ok).toBe(true);
  });
});

it("raises nobody's session by the passkey of another", async () => {
  const session = await sessionOf(eve);
  const offered = await offer({ session });
  const response = hers.get({ ...offered.options, allowCredentials: [] });
  expect(await send(offered, response, { session })).toEqual(wrong);
  expect(reason()).toBe('passkey-of-another');
  const step = await at.identity.signIn.password({ login: eve.email, password: eve.password, from });
  if (!step.ok || step.value.kind !== 'more') throw new Error('no second step');
  const { journey } = step.value;
  const second = await offer({ journey });
  const answer = hers.get({ ...second.options, allowCredentials: [] });
  expect(await send(second, answer, { journey })).toEqual(wrong);
});

it('opens no session by itself for somebody whom a provider vouches for', async () => {
  const kept = at.records.kept.people.get(ada.id);
  if (kept === undefined) throw new Error('nobody');
  const { passwordHash: _, ...rest } = kept;
  at.records.kept.people.set(ada.id, { ...rest, vouchedBy: 'provider' });
  expect(await attempt({})).toEqual({ ok: false, error: { kind: 'not-alone' } });
  expect(reason()).toBe('passkey-not-alone');
  // Where the provider vouched already, it raises that session.
  const { secret } = await at.identity.sessions.open({ person: ada.id, methods: ['fed', 'otp'], from });
  const session = await at.identity.sessions.find(secret);
  if (session === undefined) throw new Error('no session');
  const offered = await offer({ session });
  const step = await at.identity.signIn.passkey({
    ...place,
    session,
    need: { methods: ['hwk'] },
    ticket: offered.ticket,
    response: hers.get(offered.options),
    from,
  });
  expect(step).toMatchObject({ value: { strength: { methods: ['fed', 'otp', 'hwk'] } } });
});

it('signs nobody in who is disabled', async () => {
  const kept = at.records.kept.people.get(ada.id);
  if (kept === undefined) throw new Error('nobody');
  at.records.kept.people.set(ada.id, { ...kept, disabled: true });
  expect(await attempt({})).toEqual(wrong);
  expect(reason()).toBe('person-disabled');
});

it('survives whatever else comes as an answer', async () => {
  const { options } = await offer();
  const right = hers.get(options);
  const parsed = JSON.parse(right) as { response: Record<string, unknown> };
  const junk = [
    '',
    'null',
    '[]',
    '{"id":1}',
    '{"__proto__":{"id":"x"}}',
    'x'.repeat(12_001),
    JSON.stringify({ ...parsed, type: 'password' }),
    JSON.stringify({ ...parsed, response: { ...parsed.response, clientDataJSON: 'bm9qc29u' } }),
    JSON.stringify({ ...parsed, response: { ...parsed.response, authenticatorData: 'AAAA' } }),
    JSON.stringify({ ...parsed, response: { ...parsed.response, signature: ['x'] } }),
  ];
  for (const response of junk) expect(await send(await offer(), response)).toEqual(wrong);
});

it('slows down whoever sends signatures that are wrong, and not the owner elsewhere', async () => {
  let slowed = false;
  for (let n = 0; n < 25 && !slowed; n += 1) {
    const step = await at.identity.signIn.passkey({
      ...place,
      ticket: 'x',
      response: n % 2 === 0 ? 'junk' : hers.get((await offer()).options, { flags: 0x01 }),
      from: { ...from, address: '203.0.113.9' },
    });
    slowed = !step.ok && step.error.kind === 'too-many';
  }
  expect(slowed).toBe(true);
  expect((await attempt({})).ok).toBe(true);
});

describe('making a passkey', () => {
  const add = async (authenticator: SoftwareAuthenticator, bent: Bent) => {
    const changer = { session: await sessionOf(ada), address: from.address, browser: 'b' };
    const { ticket, options } = await at.identity.methods.offer(changer);
    return at.identity.methods.add({ ...changer, ticket, response: authenticator.create(options, bent) });
  };
  const refusal = { ok: false, error: 'wrong' };

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another RP ID', { rpId: 'sallyport.localhost' }],
    ['another challenge', { challenge: 'A'.repeat(43) }],
    ['a sign-in', { type: 'webauthn.get' }],
    ['nobody verified', { flags: 0x41 }],
    ['a frame in another page', { crossOrigin: true }],
    ['no key in it', { flags: 0x05 }],
    ['another id than the key has', { id: 'AAAAAAAAAAAAAAAAAAAAAA' }],
  ] as const)('is refused where it says: %s', async (_, bent) => {
    expect(await add(createSoftwareAuthenticator({ origin }), bent)).toEqual(refusal);
    expect(at.records.kept.passkeys.size).toBe(1);
  });

  it('is refused for an algorithm that we did not ask for', async () => {
    expect(await add(createSoftwareAuthenticator({ origin, kind: 'ES384' }), {})).toEqual(refusal);
  });

  it('reads no certificates, which would have us fetch from where their sender says', async () => {
    const { certificate, privateKey } = createTestAuthority().issueHosts('authenticator.example');
    const x5c = [new X509Certificate(certificate).raw];
    // A right attestation of its kind, which would be taken if anybody looked.
    const rightOne = (signed: Buffer) => ({
      fmt: 'fido-u2f',
      statement: new Map<unknown, unknown>([
        ['sig', sign('sha256', signed, privateKey)],
        ['x5c', x5c],
      ]),
    });
    expect(await add(createSoftwareAuthenticator({ origin }), { attestation: rightOne })).toEqual(refusal);
    for (const fmt of ['packed', 'tpm', 'android-key', 'apple', 'android-safetynet', 'nonsense']) {
      const attestation = (signed: Buffer) => ({ ...rightOne(signed), fmt });
      expect(await add(createSoftwareAuthenticator({ origin }), { attestation })).toEqual(refusal);
    }
  });

  it('takes over no credential id that is registered already', async () => {
    const evil = createSoftwareAuthenticator({ origin });
    const session = await sessionOf(eve);
    const changer = { session, address: from.address, browser: 'b' };
    const [mine] = [...at.records.kept.passkeys.values()];
    const { ticket, options } = await at.identity.methods.offer(changer);
    const credentialId = Buffer.from(mine?.credential ?? '', 'base64url');
    const response = evil.create(options, { credentialId });
    expect(await at.identity.methods.add({ ...changer, ticket, response })).toEqual({
      ok: false,
      error: 'known',
    });
    expect([...at.records.kept.passkeys.values()]).toEqual([mine]);
  });
});
