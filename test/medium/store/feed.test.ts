import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '#base/clock.ts';
import type { Change } from '#contracts/changes.ts';
import { createFeed, type Feed, type FeedOptions, type NewChange } from '#store/index.ts';
import { freshStore, type TestStore } from '#testing/store.ts';

const actor = { kind: 'system' } as const;
const change = (subject: string): NewChange => ({
  kind: 'revoke',
  subjects: [subject],
  cause: 'session-ended',
  actor,
});
const nothing = async (): Promise<void> => {};

let test: TestStore;
const feeds: Feed[] = [];
let seen: Change[] = [];

beforeAll(async () => {
  test = await freshStore();
});
afterAll(() => test.close());
beforeEach(async () => {
  await Promise.all(feeds.splice(0).map((feed) => feed.stop()));
  seen = [];
});

async function follow(over: Partial<FeedOptions> = {}): Promise<Feed> {
  const feed = await createFeed({
    store: test.store,
    replica: `replica-${feeds.length}-${Math.random()}`,
    clock: systemClock,
    onChange: (heard) => void seen.push(heard),
    onEpoch: () => {},
    ...over,
  });
  feeds.push(feed);
  return feed;
}
const subjects = (): string[] => seen.flatMap((heard) => [...heard.subjects]);

it('hears changes in the order of their commits, and only those after it began', async () => {
  await test.store.change(nothing, change('before'));
  const feed = await follow();
  const { change: id } = await test.store.change(nothing, change('one'));
  await test.store.change(nothing, () => [change('two'), change('three')]);
  await vi.waitFor(() => expect(subjects()).toEqual(['one', 'two', 'three']));
  expect(seen[0]).toEqual({ id, kind: 'revoke', subjects: ['one'], cause: 'session-ended' });
  expect(feed.applied()).toBe(seen[2]?.id);
});

it('appends nothing for work that failed or turned out to change nothing', async () => {
  await follow();
  const failing = test.store.change(async () => {
    throw new Error('no');
  }, change('never'));
  await expect(failing).rejects.toThrow('no');
  expect(await test.store.change(nothing, () => [])).toEqual({ value: undefined });
  await test.store.change(nothing, change('after'));
  await vi.waitFor(() => expect(subjects()).toEqual(['after']));
});

it('reads each second what no notification told of', async () => {
  await follow();
  await test.run(
    `insert into changes (kind, subjects, cause, actor) values ('recheck', '{unannounced}', 'x', '{}')`,
  );
  await vi.waitFor(() => expect(subjects()).toEqual(['unannounced']), { timeout: 5_000 });
});

it('reads what it missed when its connection was lost', async () => {
  const faults: unknown[] = [];
  await follow({ onFault: (fault) => void faults.push(fault) });
  await test.run(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and query like '%replicas%'`,
  );
  await test.store
    .change(nothing, change('while away'))
    .catch(() => test.store.change(nothing, change('while away')));
  await vi.waitFor(() => expect(subjects()).toEqual(['while away']), { timeout: 5_000 });
});

it('catches up with more changes than one round trip carries', async () => {
  await follow();
  await test.run(
    `insert into changes (kind, subjects, cause, actor)
     select 'recheck', array['s' || n], 'x', '{}' from generate_series(1, 1234) n`,
  );
  await vi.waitFor(() => expect(seen.length).toBe(1234), { timeout: 5_000 });
  const ids = seen.map(({ id }) => id);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

const append = (subject: string): string => `select append_change('revoke', array['${subject}'], 'x', '{}')`;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(test.database.address);
  await client.connect();
  return client;
}

/** Of two transactions, the first to append commits last. Gives what a reader heard of both and of a third. */
async function appendInWrongOrder(): Promise<string[]> {
  await follow();
  const [early, late] = [await connect(), await connect()];
  try {
    await early.query('begin');
    await early.query(append('appended first'));
    const second = late.query(append('committed first'));
    await vi.waitFor(async () => {
      const waiting = await test.run(
        `select 1 from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(waiting.length > 0 || subjects().includes('committed first')).toBe(true);
    });
    await early.query('commit');
    await second;
    await test.store.change(nothing, change('third'));
    await vi.waitFor(() => expect(subjects()).toContain('third'));
    return subjects();
  } finally {
    await Promise.all([early.end(), late.end()]);
  }
}

it('misses nothing when two append in the wrong order', async () => {
  expect(await appendInWrongOrder()).toEqual(['appended first', 'committed first', 'third']);
});

it('needs its lock for that: without it, a change is never heard', async () => {
  const [source] = await test.run(`select pg_get_functiondef('append_change'::regproc) as text`);
  const text = String(source?.['text']);
  const unlocked = text.replace(/perform pg_advisory_xact_lock[^;]*;/, '');
  expect(unlocked).not.toBe(text);
  await test.run(unlocked);
  try {
    expect(await appendInWrongOrder()).toEqual(['committed first', 'third']);
  } finally {
    await test.run(text);
  }
});

it('counts its age from the start of the last beat that was written', async () => {
  let ahead = 0;
  const hour = 3_600_000;
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + ahead };
  const feed = await follow({ clock });
  expect(feed.dbAge()).toBeLessThan(hour);
  const blocker = await connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table replicas in exclusive mode');
    const held = feed.poke(); // a beat that cannot be written yet, while reading would work
    await vi.waitFor(async () => {
      expect(
        await test.run(`select 1 from pg_locks where not granted and relation = 'replicas'::regclass`),
      ).not.toEqual([]);
    });
    ahead = hour;
    await blocker.query('commit');
    await held;
    expect(feed.dbAge()).toBeGreaterThanOrEqual(hour); // from its start, not from its answer
    await feed.poke();
    expect(feed.dbAge()).toBeLessThan(hour);
  } finally {
    await blocker.end();
  }
});

it('does not count as applied what could not be applied, and grows old meanwhile', async () => {
  let broken = true;
  const feed = await follow({
    onChange(heard) {
      if (broken) throw new Error('cannot');
      seen.push(heard);
    },
  });
  const start = feed.applied();
  await test.store.change(nothing, change('hard'));
  await feed.poke();
  const age = feed.dbAge();
  await feed.poke();
  expect(feed.applied()).toBe(start);
  expect(feed.dbAge()).toBeGreaterThanOrEqual(age);
  broken = false;
  await vi.waitFor(() => expect(subjects()).toEqual(['hard']), { timeout: 5_000 });
});

it('tells of another epoch, and goes on from where that one stands', async () => {
  const epochs: string[] = [];
  const feed = await follow({ onEpoch: (epoch) => void epochs.push(epoch) });
  const first = feed.epoch();
  expect(first).toMatch(/^[0-9a-f-]{36}\/\d+\/[0-9A-F]{8}$/);
  await test.run(
    `with gone as (delete from changes) update installation set epoch = gen_random_uuid(), pruned_through = 0`,
  );
  await test.run(`alter table changes alter column id restart with 1`);
  await feed.poke();
  expect(epochs).toEqual([feed.epoch()]);
  expect(feed.epoch()).not.toBe(first);
  expect(feed.applied()).toBe(0);
  await test.store.change(nothing, change('new history'));
  await vi.waitFor(() => expect(subjects()).toEqual(['new history']));
  expect(feed.applied()).toBe(1);
});

it('starts anew when changes that it has not read were deleted', async () => {
  const epochs: string[] = [];
  await test.store.change(nothing, change('old'));
  const feed = await follow({ onEpoch: (epoch) => void epochs.push(epoch) });
  await test.run(
    `insert into changes (kind, subjects, cause, actor, at)
     values ('revoke', '{lost}', 'x', '{}', now() - interval '2 days');
     with gone as (delete from changes returning id)
     update installation set pruned_through = (select max(id) from gone)`,
  );
  await feed.poke();
  await vi.waitFor(() => expect(epochs).toEqual([feed.epoch()]));
  await test.store.change(nothing, change('next'));
  await vi.waitFor(() => expect(subjects()).toEqual(['next']));
});

it('prunes old changes and remembers how far', async () => {
  await test.store.change(nothing, change('young'));
  await test.run(
    `insert into changes (kind, subjects, cause, actor, at)
     values ('revoke', '{old}', 'x', '{}', now() - interval '2 days')`,
  );
  await test.store.installation.pruneChanges(86_400);
  const left = await test.run(`select subjects[1] as subject from changes where subjects <> '{next}'`);
  expect(left.map((row) => row['subject'])).not.toContain('old');
  const [row] = await test.run('select pruned_through as through from installation');
  expect(Number(row?.['through'])).toBeGreaterThan(0);
});
