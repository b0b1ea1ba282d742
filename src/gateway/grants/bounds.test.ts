import { expect, it } from 'vitest';
import type { Refused } from '#contracts/protocol/from-control.ts';
import { type AccessBench, createAccessBench } from '#testing/access.ts';
import { createHandClock } from '#testing/clock.ts';
import { createEndedTokens, endedBounds } from './ended-tokens.ts';
import { createRefusalMemory } from './refusal-memory.ts';
import { waitingBounds } from './waiting-room.ts';

const bounds = { grants: 6, perToken: 2, perAddress: 4 };

async function tryGrant(bench: AccessBench, token: string, fields = {}): Promise<string> {
  const found = bench.access.find(bench.request(token, fields));
  for (const ask of bench.link.taken('ask')) bench.grant(ask);
  return (await found).kind;
}

it('lets go of what nothing lives on to make room, and refuses when everything lives', async () => {
  const bench = createAccessBench({ bounds });
  for (const path of ['/a', '/b', '/c']) {
    const found = bench.access.find(bench.request('t', { path }));
    for (const ask of bench.link.taken('ask')) bench.grant(ask, { scope: 'method-and-path' });
    const answer = await found;
    if (answer.kind === 'granted') bench.live(answer.grant);
    expect(answer.kind).toBe(path === '/c' ? 'unavailable' : 'granted');
  }
  const idle = createAccessBench({ bounds });
  for (const path of ['/a', '/b', '/c']) {
    expect(await tryGrant(idle, 't', { path })).toBe('granted');
  }
});

it('bounds what one address holds, and what all hold', async () => {
  const bench = createAccessBench({ bounds });
  for (let index = 0; index < 4; index += 1) bench.live(await bench.granted(bench.request(`t${index}`)));
  expect(await tryGrant(bench, 'more')).toBe('unavailable');
  for (const index of [5, 6]) {
    bench.live(await bench.granted(bench.request(`t${index}`, { address: `192.0.2.${index}` })));
  }
  expect(await tryGrant(bench, 'last', { address: '192.0.2.9' })).toBe('unavailable');
  expect(bench.access.figures().grants).toBe(6);
});

it('bounds who waits, by address', async () => {
  const bench = createAccessBench();
  const outcomes: string[] = [];
  for (let index = 0; index <= waitingBounds.perAddress; index += 1) {
    const found = Promise.resolve(bench.access.find(bench.request('t', { path: `/${index}` })));
    void found.then(({ kind }) => outcomes.push(kind));
  }
  await bench.settled();
  expect(outcomes).toEqual(['unavailable']);
});

it('bounds refusals, and ends each with its time', () => {
  const clock = createHandClock();
  const memory = createRefusalMemory(clock, 3);
  const refusal: Refused = {
    kind: 'refused',
    id: 1,
    asOf: 1,
    epoch: 'e',
    outcome: 'deny',
    reason: 'no-policy-allows',
    advice: [],
    subjects: ['per_1'],
    ttlMs: 1_000,
  };
  const asked = { wall: clock.wall(), monotonic: clock.monotonic() };
  for (let index = 0; index < 10; index += 1) {
    memory.keep({ token: `t${index}`, place: 'p', part: '' }, refusal, asked);
  }
  expect(memory.size()).toBe(3);
  expect(memory.lookup('t9', 'p', 'GET', '/')).toBe(refusal);
  expect(memory.lookup('t0', 'p', 'GET', '/')).toBeUndefined();
  memory.changed(['per_2']);
  expect(memory.size()).toBe(3);
  clock.advance(1_000);
  expect(memory.lookup('t9', 'p', 'GET', '/')).toBeUndefined();
  memory.changed(['per_1']);
  expect(memory.size()).toBe(0);
});

it('bounds ended tokens in number and time', () => {
  const clock = createHandClock();
  const ended = createEndedTokens(clock);
  for (let index = 0; index < endedBounds.kept + 5; index += 1) ended.note(`t${index}`);
  expect([ended.has('t0'), ended.has('t10')]).toEqual([false, true]);
  clock.advance(endedBounds.keptMs);
  ended.note('later');
  expect([ended.has('t10'), ended.has('later')]).toEqual([false, true]);
});
