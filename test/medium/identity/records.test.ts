import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type PersonId } from '#base/ids.ts';
import {
  createStoreRecords,
  type IdentityRecords,
  localIssuer,
  type NewPasskey,
  type Pace,
} from '#identity/index.ts';
import { createHandClock } from '#testing/clock.ts';
import { createFakeIdentityRecords } from '#testing/identity-records.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

// One suite for the records in PostgreSQL and for the fake that the small tests rest on.

interface Case {
  readonly records: IdentityRecords;
  /** Lets time pass for everything that is kept. */
  later(ms: number): Promise<void>;
  addPerson(email: string): Promise<PersonId>;
  disable(person: PersonId): Promise<void>;
  close(): Promise<void>;
}

const tables: Readonly<Record<string, readonly string[]>> = {
  throttles: ['first_at', 'last_at'],
  journeys: ['created_at', 'expires_at'],
  links: ['created_at', 'expires_at'],
  sessions: ['created_at', 'authenticated_at', 'last_active_at'],
};

async function inPostgres(): Promise<Case> {
  const test: TestStore = await freshStore();
  const limits = { absoluteSeconds: 43_200, idleSeconds: 43_200 };
  return {
    records: createStoreRecords({ store: test.store, limits, onClaim: async () => [] }),
    async later(ms) {
      for (const [table, columns] of Object.entries(tables)) {
        const moved = columns.map((column) => `${column} = ${column} - make_interval(secs => $1)`);
        await test.run(`update ${table} set ${moved.join(', ')}`, [ms / 1000]);
      }
    },
    async addPerson(email) {
      const id = newId('person');
      const { people } = test.store;
      await people.insert({ id, issuer: localIssuer, subject: id, name: email, email, state: 'invited' });
      return id;
    },
    disable: async (id) => void (await test.run(`update people set state = 'disabled' where id = $1`, [id])),
    close: () => test.close(),
  };
}

async function inMemory(): Promise<Case> {
  const clock = createHandClock();
  const records = createFakeIdentityRecords(clock);
  const { people } = records.kept;
  return {
    records,
    later: async (ms) => clock.advance(ms),
    async addPerson(email) {
      const id = newId('person');
      const none = {
        totp: [],
        recoveryCodesLeft: 0,
        lastSteps: new Map(),
        recoveryHashes: new Set<string>(),
      };
      people.set(id, { id, name: email, email, disabled: false, ...none });
      return id;
    },
    disable: async (id) => void people.set(id, { ...people.get(id)!, disabled: true }),
    close: async () => {},
  };
}

let serial = 0;
const fresh = (): string => `${serial++}`.padStart(64, '0');
const from = { address: '192.0.2.1', userAgent: 'test' };
const sealed = Buffer.from('sealed');

describe.each([
  ['PostgreSQL', inPostgres],
  ['memory', inMemory],
])('records of identity in %s', (_, open) => {
  let at: Case;
  beforeAll(async () => {
    at = await open();
  });
  afterAll(() => at.close());

  const journeyOf = async (): Promise<string> => {
    const hash = fresh();
    await at.records.journeys.put({ hash, kind: 'enrolment', sealed, lifetimeMs: 60_000 });
    return hash;
  };
  const credentials = () => ({
    passwordHash: `$hash${fresh()}`,
    totp: { id: newId('credential'), sealed, step: 100 },
    recoveryHashes: [fresh(), fresh()],
  });
  const enrolled = async (email: string) => {
    const person = await at.addPerson(email);
    const made = credentials();
    const done = await at.records.enrolment.enrol({
      person,
      credentials: made,
      journey: await journeyOf(),
      cause: 'session-ended',
    });
    expect(done).toBe(true);
    return { person, made };
  };

  it('finds a person with all that they sign in with', async () => {
    const { person, made } = await enrolled('ada@example.org');
    const found = await at.records.people.byLogin('ada@example.org');
    expect(found).toMatchObject({ id: person, disabled: false, passwordHash: made.passwordHash });
    expect(found?.recoveryCodesLeft).toBe(2);
    expect(found?.totp.map(({ id }) => id)).toEqual([made.totp.id]);
    expect(Buffer.from(found!.totp[0]!.sealed)).toEqual(sealed);
    expect(await at.records.people.byLogin('nobody@example.org')).toBeUndefined();
  });

  it('accepts each step once and in order, the one of the enrolment never again', async () => {
    const { made } = await enrolled('step@example.org');
    const accept = (step: number) => at.records.credentials.acceptTotpStep(made.totp.id, step);
    expect(await accept(100)).toBe(false);
    const twice = await Promise.all([accept(101), accept(101), accept(101)]);
    expect(twice.filter(Boolean)).toHaveLength(1);
    expect(await accept(100)).toBe(false);
    expect(await accept(102)).toBe(true);
  });

  it('takes a recovery code once, of its person only', async () => {
    const { person, made } = await enrolled('codes@example.org');
    const other = await enrolled('other@example.org');
    const [code = ''] = made.recoveryHashes;
    expect(await at.records.credentials.useRecoveryCode(other.person, code)).toBe(false);
    const used = await Promise.all([1, 2, 3].map(() => at.records.credentials.useRecoveryCode(person, code)));
    expect(used.filter(Boolean)).toHaveLength(1);
    expect((await at.records.people.byId(person))?.recoveryCodesLeft).toBe(1);
  });

  it('replaces a hash only if it is still the one that was read', async () => {
    const { person, made } = await enrolled('hash@example.org');
    await at.records.credentials.rehashPassword(person, 'another', 'new');
    expect((await at.records.people.byId(person))?.passwordHash).toBe(made.passwordHash);
    await at.records.credentials.rehashPassword(person, made.passwordHash, 'new');
    expect((await at.records.people.byId(person))?.passwordHash).toBe('new');
  });

  it('enrols by a journey once, and never somebody disabled', async () => {
    const person = await at.addPerson('twice@example.org');
    const journey = await journeyOf();
    const enrol = () =>
      at.records.enrolment.enrol({ person, credentials: credentials(), journey, cause: 'session-ended' });
    const both = await Promise.all([enrol(), enrol()]);
    expect(both.filter(Boolean)).toHaveLength(1);
    await at.disable(person);
    const late = { person, credentials: credentials(), journey: await journeyOf(), cause: 'session-ended' };
    expect(await at.records.enrolment.enrol(late)).toBe(false);
  });

  it('finds a session by its secret while it lives, its person is enabled and its limits are kept', async () => {
    const { person } = await enrolled('session@example.org');
    const make = async () => {
      const made = { id: newId('session'), person, secretHash: fresh() };
      await at.records.sessions.create({ restsOn: {}, ...made, methods: ['pwd', 'otp'], ...from });
      return made;
    };
    const one = await make();
    expect(await at.records.sessions.bySecretHash(one.secretHash)).toMatchObject({
      id: one.id,
      person,
      login: 'session@example.org',
      strength: { methods: ['pwd', 'otp'] },
    });
    expect(await at.records.people.recentAddresses('session@example.org')).toEqual([from.address]);
    const ended = await at.records.sessions.end({ person, sessions: [one.id], cause: 'session-ended' });
    expect(ended).toEqual([one.id]);
    expect(await at.records.sessions.bySecretHash(one.secretHash)).toBeUndefined();
    const two = await make();
    await at.later(13 * 60 * 60_000);
    expect(await at.records.sessions.bySecretHash(two.secretHash)).toBeUndefined();
    const three = await make();
    await at.disable(person);
    expect(await at.records.sessions.bySecretHash(three.secretHash)).toBeUndefined();
  });

  it('raises a session to another secret, younger only when everything was proved', async () => {
    const { person } = await enrolled('raise@example.org');
    const id = newId('session');
    const before = fresh();
    await at.records.sessions.create({
      restsOn: {},
      id,
      person,
      secretHash: before,
      methods: ['pwd', 'rec'],
      ...from,
    });
    await at.later(60_000);
    const kept = fresh();
    await at.records.sessions.raise({
      id,
      secretHash: kept,
      methods: ['pwd', 'rec', 'otp'],
      proved: 'kept',
    });
    expect(await at.records.sessions.bySecretHash(before)).toBeUndefined();
    const older = await at.records.sessions.bySecretHash(kept);
    expect(older?.strength.methods).toEqual(['pwd', 'rec', 'otp']);
    expect(older?.ageMs).toBeGreaterThanOrEqual(60_000);
    const now = fresh();
    await at.records.sessions.raise({ id, secretHash: now, methods: ['pwd', 'otp'], proved: 'now' });
    const younger = await at.records.sessions.bySecretHash(now);
    expect(younger?.strength.methods).toEqual(['pwd', 'otp']);
    expect(younger?.ageMs).toBeLessThan(30_000);
    await at.records.sessions.end({ person, sessions: 'all', cause: 'session-ended' });
    const over = { id, secretHash: fresh(), methods: ['pwd'] as const };
    expect(await at.records.sessions.raise({ ...over, proved: 'now' })).toBeUndefined();
    expect(await at.records.sessions.raise({ ...over, proved: 'kept' })).toBeUndefined();
  });

  it("ends nobody else's session", async () => {
    const ada = await enrolled('own@example.org');
    const eve = await enrolled('eve@example.org');
    const id = newId('session');
    const secretHash = fresh();
    await at.records.sessions.create({
      restsOn: {},
      id,
      person: ada.person,
      secretHash,
      methods: ['pwd'],
      ...from,
    });
    const ended = await at.records.sessions.end({
      person: eve.person,
      sessions: [id],
      cause: 'session-ended',
    });
    expect(ended).toEqual([]);
    expect(await at.records.sessions.bySecretHash(secretHash)).toBeDefined();
    expect((await at.records.sessions.list(ada.person)).map((one) => one.id)).toEqual([id]);
    expect(await at.records.sessions.list(eve.person)).toEqual([]);
  });

  it('uses a link once, of its kind, in time, and withdraws those before it', async () => {
    const person = await at.addPerson('link@example.org');
    const make = async (kind: 'invitation' | 'reset') => {
      const hash = fresh();
      await at.records.links.put({ id: newId('link'), hash, kind, person, lifetimeMs: 60_000 });
      return hash;
    };
    const old = await make('invitation');
    const hash = await make('invitation');
    expect(await at.records.links.use(old, ['invitation'])).toBeUndefined();
    expect(await at.records.links.use(hash, ['reset', 'setup'])).toBeUndefined();
    const uses = await Promise.all([1, 2, 3].map(() => at.records.links.use(hash, ['invitation'])));
    expect(uses.filter((use) => use?.person === person)).toHaveLength(1);
    const late = await make('reset');
    await at.later(60_001);
    expect(await at.records.links.use(late, ['reset'])).toBeUndefined();
  });

  it('keeps a journey for its kind and time, changes what was read only, and ends it once', async () => {
    const { journeys } = at.records;
    const hash = await journeyOf();
    expect(await journeys.get(hash, 'sign-in')).toBeUndefined();
    const read = await journeys.get(hash, 'enrolment');
    expect(Buffer.from(read!.sealed)).toEqual(sealed);
    const write = () => journeys.replace({ hash, version: read!.version, sealed: Buffer.from('new') });
    expect((await Promise.all([write(), write()])).filter(Boolean)).toHaveLength(1);
    const tries = await Promise.all(Array.from({ length: 9 }, () => journeys.countTry(hash, 5)));
    expect(tries.filter(Boolean)).toHaveLength(5);
    expect((await Promise.all([1, 2, 3].map(() => journeys.remove(hash)))).filter(Boolean)).toHaveLength(1);
    const late = await journeyOf();
    await at.later(60_001);
    expect(await journeys.get(late, 'enrolment')).toBeUndefined();
    expect(await journeys.remove(late)).toBe(false);
  });

  /** Somebody in a session of theirs, as they change how they sign in. */
  const changing = async (person: PersonId) => {
    const session = newId('session');
    const made = { id: session, person, secretHash: fresh(), methods: ['pwd' as const, 'otp' as const] };
    await at.records.sessions.create({ restsOn: {}, ...made, address: '192.0.2.1', userAgent: 'test' });
    return { person, session };
  };

  const passkeyOf = (over: Partial<NewPasskey> = {}): NewPasskey => ({
    id: newId('credential'),
    credential: fresh(),
    transports: ['internal'],
    publicKey: Buffer.from('key'),
    counter: 0,
    model: '00000000-0000-0000-0000-000000000000',
    mayBeBackedUp: true,
    backedUp: false,
    name: 'Passkey',
    ...over,
  });

  it('keeps passkeys, each credential once, no more than is said, of nobody disabled', async () => {
    const { person } = await enrolled('passkey@example.org');
    const other = await enrolled('passkey-other@example.org');
    const { passkeys } = at.records;
    const [mine, theirs] = [await changing(person), await changing(other.person)];
    const one = passkeyOf();
    expect(await passkeys.add({ ...one, ...mine, most: 2 })).toBe('added');
    const twice = { ...passkeyOf({ credential: one.credential }), ...theirs, most: 2 };
    expect(await passkeys.add(twice)).toBe('known');
    const found = await passkeys.byCredential(one.credential);
    expect(found).toMatchObject({
      id: one.id,
      person,
      name: 'Passkey',
      mayBeBackedUp: true,
      backedUp: false,
    });
    expect(Buffer.from(found!.publicKey)).toEqual(Buffer.from('key'));
    const refs = [{ credential: one.credential, transports: ['internal'] }];
    expect((await at.records.people.byId(person))?.passkeys).toEqual(refs);
    const many = await Promise.all([1, 2, 3].map(() => passkeys.add({ ...passkeyOf(), ...mine, most: 2 })));
    expect(many.toSorted()).toEqual(['added', 'too-many', 'too-many']);
    expect((await passkeys.methods(person)).passkeys).toHaveLength(2);
    expect(await passkeys.rename({ ...theirs, id: one.id, name: 'mine' })).toBe('gone');
    expect(await passkeys.rename({ ...mine, id: one.id, name: 'Phone' })).toBe('renamed');
    await at.disable(other.person);
    expect(await passkeys.add({ ...passkeyOf(), ...theirs, most: 2 })).toBe('gone');
  });

  it('takes a count that rises, once, or always 0, and nothing of a passkey that was copied', async () => {
    const { person } = await enrolled('counts@example.org');
    const { passkeys } = at.records;
    const [one, two] = [passkeyOf(), passkeyOf()];
    const mine = await changing(person);
    await passkeys.add({ ...one, ...mine, most: 5 });
    await passkeys.add({ ...two, ...mine, most: 5 });
    const take = (id: string, counter: number) => passkeys.takeCount({ id, counter, backedUp: true });
    expect(await take(one.id, 0)).toBe(true);
    expect(await take(one.id, 0)).toBe(true);
    const most = 2 ** 32 - 1;
    expect((await Promise.all([1, 2, 3].map(() => take(one.id, 7)))).filter(Boolean)).toHaveLength(1);
    for (const counter of [0, 6, 7]) expect(await take(one.id, counter)).toBe(false);
    expect(await take(one.id, most)).toBe(true);
    expect((await passkeys.byCredential(one.credential))?.backedUp).toBe(true);
    expect(await passkeys.markCopied(two.id)).toBe(true);
    expect(await passkeys.markCopied(two.id)).toBe(false);
    expect(await take(two.id, 1)).toBe(false);
    expect((await at.records.people.byId(person))?.passkeys.map((ref) => ref.credential)).toEqual([
      one.credential,
    ]);
  });

  it('removes passkeys of their person, never the last way in, whoever removes at once', async () => {
    const person = await at.addPerson('last@example.org');
    const passkey = passkeyOf();
    const only = { passkey, recoveryHashes: [] };
    const enrolment = { person, credentials: only, journey: await journeyOf(), cause: 'session-ended' };
    expect(await at.records.enrolment.enrol(enrolment)).toBe(true);
    const { passkeys } = at.records;
    const mine = await changing(person);
    expect(await passkeys.remove({ ...mine, id: passkey.id })).toBe('last');
    const second = passkeyOf();
    await passkeys.add({ ...second, ...mine, most: 5 });
    const ends = await Promise.all([passkey, second].map(({ id }) => passkeys.remove({ ...mine, id })));
    expect(ends.toSorted()).toEqual(['last', 'removed']);
    expect(await passkeys.remove({ ...mine, id: 'crd_none' })).toBe('gone');
    const again = { person, credentials: credentials(), journey: await journeyOf(), cause: 'session-ended' };
    expect(await at.records.enrolment.enrol(again)).toBe(true);
    expect(await passkeys.methods(person)).toMatchObject({ passkeys: [], recoveryCodesLeft: 2 });
  });

  it('spends a challenge once', async () => {
    const hash = fresh();
    const spent = await Promise.all([1, 2, 3].map(() => at.records.passkeys.spendChallenge(hash, 60_000)));
    expect(spent.filter(Boolean)).toHaveLength(1);
  });

  it('slows down as it says, also when a hundred come at once', async () => {
    const { throttles } = at.records;
    const pace: Pace = { free: 3, pauseMs: 10_000, longestMs: 15_000, forgetMs: 600_000 };
    const key = `throttle-${fresh()}`;
    const all = await Promise.all(Array.from({ length: 100 }, () => throttles.take(key, pace)));
    expect(all.filter(({ waitMs }) => waitMs === 0)).toHaveLength(3);
    await at.later(10_000);
    expect((await throttles.take(key, pace)).waitMs).toBe(0);
    const { waitMs } = await throttles.take(key, pace);
    expect(waitMs).toBeGreaterThan(10_000);
    expect(waitMs).toBeLessThanOrEqual(15_000);
    await throttles.forget(key);
    expect(await throttles.take(key, pace)).toEqual({ waitMs: 0, tries: 1 });
    await throttles.giveBack(key);
    expect(await throttles.take(key, pace)).toEqual({ waitMs: 0, tries: 1 });
    await at.later(600_001);
    expect(await throttles.take(key, pace)).toEqual({ waitMs: 0, tries: 1 });
  });

  it('lets one of two claims win, and only with a journey that is not over', async () => {
    const claim = async (email: string) => {
      const person = { id: newId('person'), name: 'Owner', email };
      const journey = await journeyOf();
      return at.records.enrolment.claim({
        organisation: 'Org',
        person,
        credentials: credentials(),
        journey,
      });
    };
    expect(await at.records.enrolment.claimed()).toBe(false);
    const ends = await Promise.all([claim('one@example.org'), claim('two@example.org')]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    expect(await at.records.enrolment.claimed()).toBe(true);
    const logins = ['one@example.org', 'two@example.org'];
    const found = await Promise.all(logins.map((login) => at.records.people.byLogin(login)));
    expect(found.filter((person) => person !== undefined)).toHaveLength(1);
  });
});
