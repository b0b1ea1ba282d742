import { api } from '#contracts/api/operations.ts';
import { openTestApi } from '#testing/api.ts';
import { startSharedPostgres } from '#testing/postgres.ts';
import { openTestStore } from '#testing/store.ts';
import { fill } from './fill.ts';

/*
 * Lists at the size of a large organisation, at the API over a real PostgreSQL: first pages within 300 ms, search
 * within 500 ms. Ends with 1 where one is slower. BENCH_DECISIONS makes it smaller for a quick look.
 */
const sizes = {
  people: 10_000,
  apps: 500,
  groups: 5_000,
  decisions: Number(process.env['BENCH_DECISIONS'] ?? 1_000_000),
};
const limits = { list: 300, search: 500 } as const;
const rounds = 7;

const server = await startSharedPostgres();
const { owner: address, superuser } = server;
const test = await openTestApi(
  await openTestStore({
    address,
    superuser: { ...superuser, database: address.database },
    drop: () => Promise.resolve(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }),
);
const missed: string[] = [];

/** The median over some rounds after one that fills the caches, in milliseconds; and how many it brought. */
async function measure(
  what: string,
  limit: number,
  ask: () => Promise<{ readonly items: readonly unknown[] }>,
): Promise<void> {
  const { items } = await ask();
  const took: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    await ask();
    took.push(performance.now() - started);
  }
  const median = took.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.POSITIVE_INFINITY;
  if (median > limit) missed.push(`${what}: ${median.toFixed(0)} ms, at most ${limit} ms`);
  if (items.length === 0) missed.push(`${what}: brought nothing`);
  console.log(`${median.toFixed(1).padStart(8)} ms  ${String(items.length).padStart(4)}  ${what}`);
}

try {
  const started = performance.now();
  await fill(test, sizes);
  console.log(`${JSON.stringify(sizes)} filled in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  const { client } = test.owner;
  const list = (what: string, ask: Parameters<typeof measure>[2]) => measure(what, limits.list, ask);

  await list('people', () => client.call(api.people.list, {}));
  await list('people, 500 at once', () => client.call(api.people.list, { query: { limit: 500 } }));
  await list('people by part of a name', () => client.call(api.people.list, { query: { search: 'f00' } }));
  await list('groups', () => client.call(api.groups.list, {}));
  await list('apps', () => client.call(api.apps.list, {}));
  await list('apps, 500 at once', () => client.call(api.apps.list, { query: { limit: 500 } }));
  await list('policies', () => client.call(api.policies.list, {}));
  await list('decisions', () => client.call(api.decisions.list, {}));
  await list('decisions that said no', () => client.call(api.decisions.list, { query: { outcome: 'deny' } }));
  await list('decisions of a person', () =>
    client.call(api.decisions.list, { query: { person: 'per_bench7' } }),
  );
  await list('decisions of a rare app', () =>
    client.call(api.decisions.list, { query: { app: 'app_bench7' } }),
  );
  await list('decisions of the busiest app', () =>
    client.call(api.decisions.list, { query: { app: 'app_bench1' } }),
  );
  await list('decisions of the busiest app that said no', () =>
    client.call(api.decisions.list, { query: { app: 'app_bench1', outcome: 'deny' } }),
  );
  await list('decisions of a person on the busiest app', () =>
    client.call(api.decisions.list, { query: { person: 'per_bench7', app: 'app_bench1' } }),
  );
  const deep = await pageAt(
    async (cursor) => client.call(api.decisions.list, { query: { limit: 500, cursor } }),
    40,
  );
  await list('decisions, the 41st page of 500', () =>
    client.call(api.decisions.list, { query: { limit: 500, cursor: deep } }),
  );
  await list('audit', () => client.call(api.audit.list, {}));
  const middle = Buffer.from(JSON.stringify(await middleOfAudit())).toString('base64url');
  await list('audit, in the middle', () => client.call(api.audit.list, { query: { cursor: middle } }));
  await list('audit about an app', () => client.call(api.audit.list, { query: { about: 'app_bench7' } }));
  await list('a person with 5,000 groups', async () => ({
    items: [await client.call(api.people.get, { params: { person: 'per_bench1' } })],
  }));
  for (const q of ['ada', 'öd', 'f00', 'p99', 'app-49', 'nobody has this', 'per_bench5000'])
    await measure(`search ${q}`, limits.search, async () => {
      const found = await client.call(api.search.find, { query: { q } });
      return q.startsWith('nobody') ? { items: [found] } : found;
    });
} finally {
  await test.close();
  await server.stop();
}

if (missed.length > 0) {
  console.error(`\nmissed:\n${missed.join('\n')}`);
  process.exitCode = 1;
}

async function pageAt(
  read: (cursor: string | undefined) => Promise<{ readonly next?: string | undefined }>,
  page: number,
): Promise<string> {
  let cursor: string | undefined;
  for (let n = 0; n < page; n += 1) cursor = (await read(cursor)).next ?? cursor;
  return cursor ?? '';
}

async function middleOfAudit(): Promise<readonly [string, string]> {
  const [row] = await test.run(
    `select at::text as at, chain || '#' || lpad(seq::text, 19, '0') as id from audit_records
     where chain = 'bench' and seq = $1`,
    [Math.floor(sizes.decisions / 2)],
  );
  return [String(row?.['at']), String(row?.['id'])];
}
