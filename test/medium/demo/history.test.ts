import { randomBytes, verify } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { verifyAudit } from '#audit/index.ts';
import { systemClock } from '#base/clock.ts';
import { openKeyring, type RootKeys } from '#ca/index.ts';
import type { DecisionInput } from '#contracts/access.ts';
import type { AccessRecord } from '#contracts/events.ts';
import { api } from '#contracts/api/operations.ts';
import { demoSetting } from '#contracts/demo.ts';
import { createInThreadDecider, keyStorage } from '#control/index.ts';
import { openTestApi } from '#testing/api.ts';
import { freshStore, type TestStore } from '#testing/store.ts';
import { upstreamsOn } from '../../../examples/demo/apps/upstreams.ts';
import { cast } from '../../../examples/demo/cast.ts';
import { planDay } from '../../../examples/demo/history/working-days.ts';
import { writeHistory } from '../../../examples/demo/history/write-history.ts';
import { createRandom } from '../../../examples/demo/random.ts';

const rootKeys: RootKeys = [{ id: randomBytes(8).toString('hex'), secret: randomBytes(32) }];
const domain = 'demo.localhost';
const guide = 'http://127.0.0.1:4000/';
/** A Friday, a little before noon. */
const until = new Date(2026, 10, 20, 11, 45).getTime();
const days = 1;

function tell(test: TestStore, accessFolder: string) {
  return writeHistory({
    accessFolder,
    stage: {
      database: test.database.address,
      rootKeys,
      domain,
      publicPort: 8443,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      version: 'test',
    },
    upstreams: upstreamsOn(4_001),
    guide,
    seed: 7,
    until,
    days,
  });
}

it('tells the same story for the same seed, in a database like any other', async () => {
  await using first = await freshStore();
  await using second = await freshStore();
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-access-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const told = await tell(first, folder);
  expect(told.lines.length).toBeGreaterThan(40);
  await leavesAccessRecords(first, folder);
  expect((await tell(second, folder)).lines).toEqual(told.lines);
  await leavesAnOrdinaryDatabase(first);
  await leavesARecord(first);
});

it('tells another story for another seed', () => {
  const planned = (seed: number) => cast.flatMap((one) => planDay(one, new Date(until), createRandom(seed)));
  expect(planned(7)).toEqual(planned(7));
  expect(planned(7)).not.toEqual(planned(8));
});

async function leavesAnOrdinaryDatabase(test: TestStore): Promise<void> {
  const { store } = test;
  const run = (text: string) => test.run(text);
  expect(await run('select count(*)::int as people from people')).toEqual([{ people: cast.length }]);
  // All of it lies in the days of the story, whichever clock wrote it.
  const columns = await run(`select table_name as name, column_name as col from information_schema.columns
    where table_schema = 'public' and column_name in ('created_at', 'at', 'changed_at')
      and table_name <> 'installation'`);
  expect(columns.length).toBeGreaterThan(10);
  const late: string[] = [];
  for (const { name, col } of columns) {
    const [row] = await run(`select max(${String(col)}) as last from ${String(name)}`);
    if (row?.['last'] instanceof Date && row['last'].getTime() > until)
      late.push(`${String(name)}.${String(col)}`);
  }
  expect(late).toEqual([]);
  const strange = "select 1 from pg_attrdef where pg_get_expr(adbin, adrelid) like '%demo_time%'";
  expect(await run(strange)).toEqual([]);
  expect(await run("select 1 from pg_namespace where nspname = 'demo_time'")).toEqual([]);
  expect((await store.settings.find(demoSetting))?.value).toEqual({ guide });
}

// What was let through and refused stands in a gateway's files as well, each line of a grant that control made.
async function leavesAccessRecords(test: TestStore, folder: string): Promise<void> {
  const [name = '', ...others] = await readdir(folder);
  expect(others).toEqual([]);
  const lines = (await readFile(join(folder, name), 'utf8')).trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as AccessRecord);
  const sessions = new Set((await test.run('select id from sessions')).map(({ id }) => id));
  const passed = records.filter(({ status }) => status === 200);
  expect(passed.length).toBeGreaterThan(20);
  expect(passed.every(({ session, grant }) => sessions.has(session) && grant?.startsWith('grt_'))).toBe(true);
  expect(records.filter(({ reason }) => reason !== undefined).map(({ status }) => status)).toContain(303);
  expect(records.every(({ at }) => at < until)).toBe(true);
}

async function leavesARecord(test: TestStore): Promise<void> {
  const { store } = test;
  const run = (text: string) => test.run(text);
  // People signed in and were refused by the same code as ever, so that each left its record.
  const kinds = await run('select kind, count(*)::int as times from audit_records group by kind');
  const times = new Map(kinds.map(({ kind, times: count }) => [kind, Number(count)]));
  expect([...times.keys()]).toEqual(
    expect.arrayContaining(['installation-claimed', 'person-signed-in', 'policy-published', 'session-ended']),
  );
  expect(times.get('decision-made') ?? 0).toBeGreaterThan(30);

  // What was recorded under the policies in force is decided again, and comes out the same.
  const latest = await store.policies.latest();
  const decider = createInThreadDecider();
  await decider.load(latest!);
  let again = 0;
  for (const { payload } of (await store.audit.list({ kinds: ['decision-made'], limit: 40 })).items) {
    const { data } = JSON.parse(payload!.toString('utf8'));
    if (data.decision?.policyRevision !== latest!.revision) continue;
    const bytes = (await store.decisionInputs.findMany([data.inputDigest])).get(data.inputDigest);
    const input = JSON.parse(bytes!.toString('utf8')) as DecisionInput;
    const [made] = await decider.decide([{ ...input, time: { ...input.time, at: data.at } }]);
    expect(made?.outcome).toBe(data.decision.outcome);
    again += 1;
  }
  expect(again).toBeGreaterThan(10);

  const keyring = await openKeyring({
    storage: keyStorage(store),
    rootKeys,
    domain,
    issuer: `https://signin.${domain}:8443`,
    clock: systemClock,
  });
  const found = await verifyAudit({
    source: store.audit,
    verifySignature: ({ bytes, kid, signature }) => {
      const key = keyring.verificationKeys('audit').find((known) => known.kid === kid);
      return key !== undefined && verify('sha256', bytes, key.key, signature);
    },
  });
  expect(found).toMatchObject({ intact: true, problems: [], chains: 1 });
  expect(found.checkpoints).toBeGreaterThan(days);
}

it('has no door in an installation that is not the demo', async () => {
  const test = await openTestApi();
  try {
    const demo = async () => (await test.owner.client.call(api.installation.me, {})).demo;
    expect(await demo()).toBeNull();
    // No operation writes the setting, and one that leads elsewhere than to this machine shows nothing.
    const { version } = await test.owner.client.call(api.installation.settings, {});
    const body = { demo: { guide } } as never;
    const tried = test.owner.client.call(api.installation.changeSettings, { version, body });
    await expect(tried).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
    for (const elsewhere of ['https://evil.example/', 'http://127.0.0.1:1/../x', 'javascript:alert(1)']) {
      await test.store.settings.put(demoSetting, { guide: elsewhere });
      expect(await demo()).toBeNull();
    }
    await test.store.settings.put(demoSetting, { guide });
    expect(await demo()).toEqual({ guide });
  } finally {
    await test.close();
  }
});
