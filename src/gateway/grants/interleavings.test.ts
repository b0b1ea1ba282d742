import { expect, it } from 'vitest';
import type { ControlMessage } from '#link/index.ts';
import { type AccessBench, createAccessBench, type FakeLive } from '#testing/access.ts';
import type { Found } from './face.ts';

/**
 * Every order in which a question, control's reading and answering, changes, their delivery and the
 * registration can follow each other. Control is a model: it reads (and notes what it had applied) in one step
 * and answers in another, a change can fall between any two, and the stream delivers in order.
 */
interface Story {
  readonly name: string;
  /** What control pushes, in this order, at any time; afterwards the person may or may not. */
  readonly changes: readonly { readonly change: 'revoke' | 'recheck'; readonly allowed: boolean }[];
  readonly allowedAtFirst: boolean;
  /** Somebody who is there from the start, somebody who comes. */
  readonly who: readonly ('old' | 'new')[];
  /** How many orders there are at least: a test that saw a handful would have seen nothing. */
  readonly orders: number;
}

const stories: readonly Story[] = [
  {
    name: 'a revocation',
    allowedAtFirst: true,
    changes: [{ change: 'revoke', allowed: false }],
    who: ['old', 'new'],
    orders: 14,
  },
  {
    name: 'a recheck that takes away',
    allowedAtFirst: true,
    changes: [{ change: 'recheck', allowed: false }],
    who: ['old', 'new'],
    orders: 100,
  },
  {
    name: 'a recheck that changes nothing',
    allowedAtFirst: true,
    changes: [{ change: 'recheck', allowed: true }],
    who: ['old', 'new'],
    orders: 200,
  },
  {
    name: 'a recheck that gives',
    allowedAtFirst: false,
    changes: [{ change: 'recheck', allowed: true }],
    who: ['new'],
    orders: 11,
  },
  {
    name: 'a revocation that is taken back',
    allowedAtFirst: true,
    changes: [
      { change: 'revoke', allowed: false },
      { change: 'recheck', allowed: true },
    ],
    who: ['old', 'new'],
    orders: 100,
  },
  {
    name: 'two rechecks, the second takes away, from one who is there',
    allowedAtFirst: true,
    changes: [
      { change: 'recheck', allowed: true },
      { change: 'recheck', allowed: false },
    ],
    who: ['old'],
    orders: 10,
  },
  {
    name: 'two rechecks, the second takes away, from one who comes',
    allowedAtFirst: true,
    changes: [
      { change: 'recheck', allowed: true },
      { change: 'recheck', allowed: false },
    ],
    who: ['new'],
    orders: 50,
  },
  {
    name: 'a recheck and then a revocation, for one who comes',
    allowedAtFirst: true,
    changes: [
      { change: 'recheck', allowed: true },
      { change: 'revoke', allowed: false },
    ],
    who: ['new'],
    orders: 50,
  },
];

const person = 'per_1';
const base = 100;

interface Job {
  readonly reply: (asOf: number, allowed: boolean) => ControlMessage;
  read?: { readonly asOf: number; readonly allowed: boolean };
}

/** Control and the wire, reduced to their order. */
class Model {
  applied = base;
  allowed: boolean;
  readonly jobs: Job[] = [];
  readonly wire: ControlMessage[] = [];
  /** What each grant is known to rest on. */
  readonly asOf = new Map<string, number>();
  readonly delivered: { readonly id: number; readonly change: 'revoke' | 'recheck' }[] = [];
  #grants = 0;
  readonly bench: AccessBench;

  constructor(story: Story, bench: AccessBench) {
    this.allowed = story.allowedAtFirst;
    this.bench = bench;
  }

  /** Takes what the gateway sent. */
  hear(): void {
    for (const ask of this.bench.link.taken('ask')) {
      const grant = ask.grant ?? `grt_${(this.#grants += 1)}`;
      this.jobs.push({ reply: (asOf, allowed) => this.answer({ id: ask.id, grant, asOf, allowed }) });
    }
    for (const recheck of this.bench.link.taken('recheck')) {
      this.jobs.push({
        reply: (asOf, allowed) => ({
          kind: 'rechecked',
          id: recheck.id,
          asOf,
          done: true,
          verdicts: recheck.grants.map(({ grant }) =>
            allowed
              ? { verdict: 'kept', grant, ttlMs: 60_000, subjects: [person] }
              : { verdict: 'refused', grant, outcome: 'deny', reason: 'no-policy-allows', advice: [] },
          ),
        }),
      });
    }
  }

  answer(to: { id: number; grant: string; asOf: number; allowed: boolean }): ControlMessage {
    const { id, grant, asOf, allowed } = to;
    const common = { id, asOf, epoch: 'epoch-1' };
    if (!allowed) {
      const why = { outcome: 'deny' as const, reason: 'no-policy-allows', advice: [], subjects: [person] };
      return { kind: 'refused', ...common, ...why, ttlMs: 10_000, scope: 'any' };
    }
    const signed = { signed: 's', assertion: 'a' };
    return {
      kind: 'granted',
      ...common,
      grant: {
        id: grant,
        session: 'ses_1',
        person,
        name: 'Ada',
        subjects: [person],
        ttlMs: 60_000,
        scope: 'any',
        ...signed,
      },
    };
  }

  change({ change, allowed }: Story['changes'][number]): void {
    this.applied += 1;
    this.allowed = allowed;
    this.wire.push({
      kind: 'change',
      id: this.applied,
      change,
      subjects: [person],
      cause: 'person-disabled',
    });
  }

  deliver(): void {
    const message = this.wire.shift();
    if (message === undefined) return;
    if (message.kind === 'granted') this.note(message.grant.id, message.asOf);
    if (message.kind === 'rechecked') {
      for (const verdict of message.verdicts) {
        if (verdict.verdict === 'kept') this.note(verdict.grant, message.asOf);
      }
    }
    if (message.kind === 'change' && message.change !== 'config') {
      this.delivered.push({ id: message.id, change: message.change });
    }
    this.bench.link.deliver(message);
    this.hear();
  }

  note(grant: string, asOf: number): void {
    this.asOf.set(grant, Math.max(asOf, this.asOf.get(grant) ?? 0));
  }
}

interface Alive {
  readonly live: FakeLive;
  readonly grant: string;
  /** Changes that were heard here before it was registered. */
  readonly heard: number;
}

/** Plays one order. `choose` picks among so many enabled steps. */
async function play(story: Story, choose: (steps: number) => number): Promise<void> {
  const bench = createAccessBench();
  const model = new Model(story, bench);
  const alive: Alive[] = [];
  if (story.who.includes('old')) {
    const grant = await bench.granted(bench.request('old'), {
      id: 'grt_0',
      person,
      subjects: [person],
      asOf: base,
    });
    model.note('grt_0', base);
    alive.push({ live: bench.live(grant), grant: 'grt_0', heard: 0 });
  }
  const changes = [...story.changes];
  let begun = !story.who.includes('new');
  let found: Found | undefined;
  let registered = false;

  function begin(): void {
    begun = true;
    void Promise.resolve(bench.access.find(bench.request('new'))).then((answer) => {
      found = answer;
    });
    model.hear();
  }

  function register(): void {
    registered = true;
    if (found?.kind !== 'granted') return;
    alive.push({ live: bench.live(found.grant), grant: found.grant.id, heard: model.delivered.length });
  }

  function enabled(): (() => void)[] {
    const steps: (() => void)[] = [];
    if (!begun) steps.push(begin);
    if (found?.kind === 'granted' && !registered) steps.push(register);
    const next = changes[0];
    if (next !== undefined) steps.push(() => model.change(changes.shift() ?? next));
    for (const job of model.jobs) {
      const { read } = job;
      if (read === undefined) {
        steps.push(() => {
          job.read = { asOf: model.applied, allowed: model.allowed };
        });
      } else {
        steps.push(() => {
          model.jobs.splice(model.jobs.indexOf(job), 1);
          model.wire.push(job.reply(read.asOf, read.allowed));
        });
      }
    }
    if (model.wire.length > 0) steps.push(() => model.deliver());
    return steps;
  }

  for (let steps = enabled(); steps.length > 0; steps = enabled()) {
    steps[choose(steps.length)]?.();
    await bench.settled();
    judge(story, model, alive);
  }
  await finish(story, model, bench, alive);
}

/** No byte on old knowledge: each thing that lives tries to forward one after every step. */
function judge(story: Story, model: Model, alive: readonly Alive[]): void {
  for (const { live, grant, heard } of alive) {
    if (!live.forward()) continue;
    const asOf = model.asOf.get(grant) ?? 0;
    for (const [index, { id, change }] of model.delivered.entries()) {
      // What lived before a recheck may go on until its answer comes; nothing else may.
      if (asOf >= id || (change === 'recheck' && index >= heard)) continue;
      throw new Error(`${story.name}: a byte on ${grant} (as of ${asOf}) after ${change} ${id} was heard`);
    }
  }
}

/** When all is said, what is allowed is served, and what is not is over. */
async function finish(
  story: Story,
  model: Model,
  bench: AccessBench,
  alive: readonly Alive[],
): Promise<void> {
  const allowed = story.changes.at(-1)?.allowed ?? story.allowedAtFirst;
  const last = Promise.resolve(bench.access.find(bench.request('last')));
  for (let turn = 0; turn < 20; turn += 1) {
    model.hear();
    for (const job of model.jobs.splice(0)) model.wire.push(job.reply(model.applied, model.allowed));
    while (model.wire.length > 0) model.deliver();
    bench.run(100);
  }
  expect((await last).kind).toBe(allowed ? 'granted' : 'refused');
  expect(bench.access.figures()).toMatchObject({ suspects: 0, waiting: 0, asking: 0 });
  for (const { live } of alive) {
    if (!allowed) expect(live.state()).toBe('cut');
    const always = story.allowedAtFirst && story.changes.every((change) => change.allowed);
    if (always) expect([live.state(), live.forward()]).toEqual(['live', true]);
  }
}

it.each(stories)('carries no byte on what was taken away, in every order: $name', async (story) => {
  let orders = 0;
  let path: number[] = [];
  for (;;) {
    const widths: number[] = [];
    const taken: number[] = [];
    await play(story, (steps) => {
      const choice = path[taken.length] ?? 0;
      widths.push(steps);
      taken.push(choice);
      return choice;
    });
    orders += 1;
    while (taken.length > 0 && (taken.at(-1) ?? 0) + 1 >= (widths[taken.length - 1] ?? 0)) taken.pop();
    if (taken.length === 0) break;
    taken.push((taken.pop() ?? 0) + 1);
    path = taken;
  }
  expect(orders).toBeGreaterThanOrEqual(story.orders);
});
