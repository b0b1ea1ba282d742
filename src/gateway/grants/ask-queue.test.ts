import { expect, it } from 'vitest';
import type { AccessInput, Ask } from '#contracts/protocol/from-gateway.ts';
import { createHandClock } from '#testing/clock.ts';
import { askBounds, createAskQueue } from './ask-queue.ts';

function bench() {
  const clock = createHandClock();
  const sent: Ask[] = [];
  let id = 0;
  let open = true;
  let queued = 0;
  const queue = createAskQueue({
    clock,
    send: (ask) => {
      if (open) sent.push(ask);
      return open;
    },
    queued: () => queued,
    shown: () => ({ stream: 1, applied: 7 }),
    nextId: () => (id += 1),
  });
  const input = (address: string): AccessInput => ({ token: 'a'.repeat(64), app: 'app_1', address });
  const ask = (text: string, address = text, priority: Ask['priority'] = 'new') =>
    queue.ask({ text, input: input(address), priority });
  return {
    clock,
    queue,
    sent,
    ask,
    setOpen: (value: boolean) => (open = value),
    setQueued: (bytes: number) => (queued = bytes),
  };
}

it('asks the same once, and again after its answer', () => {
  const { ask, sent, queue } = bench();
  expect([ask('a'), ask('a')]).toEqual([true, true]);
  expect(sent).toHaveLength(1);
  expect(queue.answered(sent[0]?.id ?? 0)).toMatchObject({ text: 'a', shown: { applied: 7 } });
  expect(queue.answered(sent[0]?.id ?? 0)).toBeUndefined();
  ask('a');
  expect(sent).toHaveLength(2);
});

it('keeps a window for strangers, a bound on those who wait, and a share for renewals', () => {
  const { ask, sent, queue } = bench();
  let refused = 0;
  for (let index = 0; index < 5_000; index += 1) if (!ask(`s${index}`)) refused += 1;
  expect(sent).toHaveLength(askBounds.newInFlight);
  expect(refused).toBe(5_000 - askBounds.newInFlight - askBounds.waiting);
  for (let index = 0; index < 300; index += 1) ask(`r${index}`, 'x', 'renewal');
  expect(sent.filter(({ priority }) => priority === 'renewal')).toHaveLength(askBounds.renewalsInFlight);
  queue.answered(sent.find(({ priority }) => priority === 'renewal')?.id ?? 0);
  queue.pump();
  expect(sent.filter(({ priority }) => priority === 'renewal')).toHaveLength(askBounds.renewalsInFlight + 1);
});

it('does not let one address take all the room', () => {
  const { ask, setOpen } = bench();
  setOpen(false);
  let taken = 0;
  for (let index = 0; index < 500; index += 1) if (ask(`s${index}`, 'one')) taken += 1;
  expect(taken).toBe(askBounds.waitingPerAddress);
  expect(ask('other', 'two')).toBe(true);
});

it('holds strangers back while control does not read, and asks renewals all the same', () => {
  const { ask, sent, queue, setQueued } = bench();
  setQueued(askBounds.newQueuedBytes + 1);
  ask('a');
  ask('r', 'x', 'renewal');
  expect(sent.map(({ priority }) => priority)).toEqual(['renewal']);
  setQueued(0);
  queue.pump();
  expect(sent).toHaveLength(2);
});

it('gives places back that nobody answers for, and forgets who waited for too long', () => {
  const { ask, clock, queue, sent, setOpen } = bench();
  ask('a');
  clock.advance(askBounds.answerMs);
  queue.pump();
  expect(queue.size()).toEqual({ inFlight: 0, waiting: 0 });
  expect(queue.answered(sent[0]?.id ?? 0)).toBeUndefined();
  setOpen(false);
  ask('b');
  clock.advance(askBounds.waitMs);
  queue.pump();
  setOpen(true);
  queue.pump();
  expect(sent).toHaveLength(1);
});

it('begins anew on another stream', () => {
  const { ask, queue, sent } = bench();
  ask('a');
  queue.clear();
  expect(queue.answered(sent[0]?.id ?? 0)).toBeUndefined();
  ask('a');
  expect(sent).toHaveLength(2);
});
