import { expect, it } from 'vitest';
import { newId } from '#base/ids.ts';
import { createHandClock } from '#testing/clock.ts';
import { createFakeIdentityRecords } from '#testing/identity-records.ts';
import { createThrottle, perAccountAndSource } from './throttle.ts';

function setUp(recent: Readonly<Record<string, readonly string[]>> = {}) {
  const clock = createHandClock();
  const { throttles: records } = createFakeIdentityRecords(clock);
  const people = { recentAddresses: async (login: string) => recent[login] ?? [] };
  return { clock, throttle: createThrottle({ records, people, clock }) };
}

const waits = (result: { ok: boolean; error?: { waitMs: number } }) => (result.ok ? 0 : result.error?.waitMs);

it('lets a few mistakes pass, then slows down ever more, and forgets', async () => {
  const { clock, throttle } = setUp();
  const from = { login: 'ada', address: '192.0.2.1' };
  for (let n = 0; n < perAccountAndSource.free; n += 1) expect((await throttle.password(from)).ok).toBe(true);
  expect(waits(await throttle.password(from))).toBe(2_000);
  clock.advance(2_000);
  expect((await throttle.password(from)).ok).toBe(true);
  expect(waits(await throttle.password(from))).toBe(4_000);
  clock.advance(3 * 60 * 60_000);
  expect((await throttle.password(from)).ok).toBe(true);
});

it('counts a thousand tries at once like a thousand in a row', async () => {
  const { throttle } = setUp();
  const from = { login: 'ada', address: '192.0.2.1' };
  const tries = await Promise.all(Array.from({ length: 1_000 }, () => throttle.password(from)));
  expect(tries.filter((one) => one.ok)).toHaveLength(perAccountAndSource.free);
});

it('does not keep the owner out when a stranger hammers their name from elsewhere', async () => {
  const { clock, throttle } = setUp({ ada: ['198.51.100.9'] });
  for (let n = 0; n < 200; n += 1) {
    const held = throttle.password({ login: 'ada', address: `192.0.2.${n}` });
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    clock.advance(10_000);
    expect((await held).ok).toBe(true);
  }
  const owner = await throttle.password({ login: 'ada', address: '198.51.100.9' });
  expect(owner.ok).toBe(true);
});

it('holds answers back when one name is tried from many places, without refusing', async () => {
  const { clock, throttle } = setUp();
  for (let n = 0; n < 30; n += 1) await throttle.password({ login: 'ada', address: `192.0.2.${n}` });
  let answered = false;
  const held = throttle.password({ login: 'ada', address: '192.0.2.77' }).then((one) => {
    answered = true;
    return one;
  });
  while (clock.waiting() === 0) await Promise.resolve();
  expect(answered).toBe(false);
  clock.advance(3_000);
  expect((await held).ok).toBe(true);
});

it('slows one place down over many names, and an IPv6 network is one place', async () => {
  const { throttle } = setUp();
  const from = (n: number) => ({ login: `name-${n}`, address: `2001:db8:1:2::${n.toString(16)}` });
  const tries = [];
  for (let n = 0; n < 25; n += 1) tries.push(await throttle.password(from(n)));
  expect(tries.map((one) => one.ok).lastIndexOf(true)).toBe(19);
});

it('gives back what was right, so that an office that signs in is not slowed down', async () => {
  const { throttle } = setUp();
  for (let n = 0; n < 100; n += 1) {
    const tried = await throttle.password({ login: `name-${n}`, address: '192.0.2.1' });
    expect(tried.ok).toBe(true);
    if (tried.ok) await tried.value.succeeded();
  }
});

it('slows second factors down by person, wherever they are tried from', async () => {
  const { throttle } = setUp();
  const person = newId('person');
  for (let n = 0; n < 5; n += 1)
    expect((await throttle.factor({ person, login: 'ada', address: `192.0.2.${n}` })).ok).toBe(true);
  expect(waits(await throttle.factor({ person, login: 'ada', address: '192.0.2.200' }))).toBe(5_000);
});
